"""What an uploaded roster would change: the preview, computed afresh from the upload and the tables as they are."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum
from typing import Any

from django.utils import timezone

from accounts.models import User
from institutions.enums import Role
from institutions.exchange.oneroster import ChangeKind, Code, RowProblem, explain
from institutions.models import LONGEST_COHORT, MOST_LEARNERS, Cohort, CohortStaff, Enrolment, RosterUpload
from institutions.permissions import has_role

STUDENT = "student"

# Key and given name of one student, as the upload keeps them; the name is None where the file does not tell.
type UploadedLearner = tuple[str, str | None]


class ClassState(StrEnum):
    """What importing one class would do."""

    NEW = "new"
    KNOWN = "known"
    FOREIGN = "foreign"  # a colleague teaches it
    TOO_LARGE = "too_large"


@dataclass(frozen=True, slots=True)
class ClassPlan:
    """One class of the upload beside the class that an earlier import made of it, if any."""

    key: str
    title: str
    grade: str
    school: str
    row: int
    ends_on: date | None
    state: ClassState
    cohort: Cohort | None
    learners: tuple[UploadedLearner, ...] = field(repr=False)
    joining: int
    leaving: tuple[int, ...]

    @property
    def is_allowed(self) -> bool:
        """Whether this person may import it."""
        return self.state in {ClassState.NEW, ClassState.KNOWN}


@dataclass(frozen=True, slots=True)
class Move:
    """A single change to a class of an earlier import: somebody joins or leaves."""

    joins: bool
    cohort: Cohort
    learner: UploadedLearner = field(repr=False)


@dataclass(frozen=True, slots=True)
class ImportPlan:
    """Everything the preview shows and the import does."""

    classes: tuple[ClassPlan, ...]
    moves: tuple[Move, ...]
    unusable_moves: int
    removed_classes: tuple[Cohort, ...]
    left_out: tuple[str, ...]
    remarks: tuple[str, ...]
    problem_count: int
    dropped: tuple[tuple[str, str], ...]
    unread: tuple[str, ...]

    @property
    def has_more_problems(self) -> bool:
        """Whether the file has more problems than were kept."""
        return self.problem_count > len(self.left_out) + len(self.remarks)

    @property
    def joining_moves(self) -> int:
        """Return how many students would join classes of earlier imports."""
        return sum(move.joins for move in self.moves)

    @property
    def leaving_moves(self) -> int:
        """Return how many students would leave them."""
        return len(self.moves) - self.joining_moves


def plan_import(upload: RosterUpload, actor: User) -> ImportPlan:
    """Return what importing would do. Five queries for any number of classes and students."""
    content = upload.content
    cohorts = _cohorts(upload)
    allowed = _allowed(list(cohorts.values()), upload, actor)
    places = _places(cohorts.values())
    classes = tuple(
        _class_plan(entry, cohorts, allowed, places, takes_out=content["takes_out"]) for entry in content["classes"]
    )
    moves, unusable = _moves(content["moves"], cohorts, allowed, places)
    problems = [_problem(one) for one in content["problems"]]
    removed = [cohorts.get(move["class"]) for move in content["moves"] if move["kind"] == ChangeKind.CLASS_REMOVED]
    return ImportPlan(
        classes=classes,
        moves=moves,
        unusable_moves=unusable,
        removed_classes=tuple(cohort for cohort in removed if cohort is not None and cohort.pk in allowed),
        left_out=tuple(explain(problem) for problem in problems if not problem.is_notice),
        remarks=tuple(explain(problem) for problem in problems if problem.is_notice),
        problem_count=content["problem_count"],
        dropped=tuple((one["file"], ", ".join(one["columns"])) for one in content["dropped"]),
        unread=tuple(content["unread"]),
    )


def _cohorts(upload: RosterUpload) -> dict[str, Cohort]:
    """Return the classes of earlier imports that this upload speaks of, by their hashes."""
    imported = Cohort.objects.filter(institution=upload.institution).exclude(source_hash="")
    moves = upload.content["moves"]
    # A person who was removed may be in any of them.
    if not any(move["kind"] == ChangeKind.USER_REMOVED for move in moves):
        keys = {entry["key"] for entry in upload.content["classes"]} | {move["class"] for move in moves}
        imported = imported.filter(source_hash__in=keys)
    return {cohort.source_hash: cohort for cohort in imported}


def _allowed(cohorts: Sequence[Cohort], upload: RosterUpload, actor: User) -> set[int]:
    """Return the classes this person may change: their own, or for a head all of the institution's."""
    if has_role(actor, Role.HEAD, institution=upload.institution):
        return {cohort.pk for cohort in cohorts}
    teaching = CohortStaff.objects.current().filter(member__user=actor, cohort__in=cohorts)
    return set(teaching.values_list("cohort_id", flat=True))


def _places(cohorts: Iterable[Cohort]) -> dict[int, list[Enrolment]]:
    """Return the imported places of each class, taken or left."""
    places: dict[int, list[Enrolment]] = {cohort.pk: [] for cohort in cohorts}
    for place in Enrolment.objects.filter(cohort__in=list(places)).exclude(source_hash=""):
        places[place.cohort_id].append(place)
    return places


def _class_plan(
    entry: dict[str, Any],
    cohorts: dict[str, Cohort],
    allowed: set[int],
    places: dict[int, list[Enrolment]],
    *,
    takes_out: bool,
) -> ClassPlan:
    cohort = cohorts.get(entry["key"])
    learners = tuple((key, name) for key, name in entry["learners"])
    listed = {key for key, _name in learners}
    active = [place for place in places[cohort.pk] if place.left_on is None] if cohort else []
    leaving = tuple(place.pk for place in active if place.source_hash not in listed) if takes_out else ()
    if len(learners) > MOST_LEARNERS:
        state = ClassState.TOO_LARGE
    elif cohort is None:
        state = ClassState.NEW
    else:
        state = ClassState.KNOWN if cohort.pk in allowed else ClassState.FOREIGN
    return ClassPlan(
        key=entry["key"],
        title=entry["title"],
        grade=entry["grade"],
        school=entry["school"],
        row=entry["row"],
        ends_on=_usable_end(entry["ends_on"]),
        state=state,
        cohort=cohort,
        learners=learners,
        joining=len(listed - {place.source_hash for place in active}),
        leaving=leaving,
    )


def _usable_end(text: str | None) -> date | None:
    """Return the last day that the file gives when a class may have it: not over, and at most a year away."""
    day = date.fromisoformat(text) if text else None
    today = timezone.localdate()
    return day if day and today < day <= today + LONGEST_COHORT else None


def _moves(
    entries: Sequence[dict[str, Any]],
    cohorts: dict[str, Cohort],
    allowed: set[int],
    places: dict[int, list[Enrolment]],
) -> tuple[tuple[Move, ...], int]:
    """Return the changes of students that can be made, and how many cannot: another's class, or nobody we know."""
    known = {place.source_hash for group in places.values() for place in group}
    moves: list[Move] = []
    unusable = 0
    for entry in entries:
        key, name = entry["learner"]
        mine = [cohort for cohort in cohorts.values() if cohort.pk in allowed]
        if entry["kind"] == ChangeKind.CLASS_REMOVED or (entry["role"] and entry["role"] != STUDENT):
            continue
        if entry["kind"] == ChangeKind.USER_REMOVED:
            moves.extend(
                Move(joins=False, cohort=cohort, learner=(key, None)) for cohort in mine if _has(places, cohort, key)
            )
            continue
        cohort = cohorts.get(entry["class"])
        joins = entry["kind"] == ChangeKind.JOINS
        if cohort is None or cohort.pk not in allowed or (joins and name is None and key not in known):
            unusable += 1
        elif joins or _has(places, cohort, key):
            moves.append(Move(joins=joins, cohort=cohort, learner=(key, name)))
    return tuple(moves), unusable


def _has(places: dict[int, list[Enrolment]], cohort: Cohort, key: str) -> bool:
    return any(place.source_hash == key and place.left_on is None for place in places[cohort.pk])


def _problem(stored: dict[str, Any]) -> RowProblem:
    return RowProblem(stored["file"], stored["row"], stored["column"], Code(stored["code"]), stored["params"])
