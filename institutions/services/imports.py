"""Importing a roster that was uploaded and previewed: all of it in one transaction, or nothing."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils import timezone

from accounts import services as accounts
from accounts.models import User
from audit import services as audit
from institutions.enums import CohortKind
from institutions.exchange.oneroster.names import shortened
from institutions.models import LONGEST_COHORT, Cohort, Enrolment, Institution, RosterUpload
from institutions.queries.imports import ClassPlan, ClassState, Move, UploadedLearner, plan_import
from institutions.services.cohorts import CohortRefused, add_cohort_staff, teaching_membership
from institutions.services.roster import make_learners, place_learners, remove_learner

NAME_LENGTH = 40
GRADE_LENGTH = 20


class ImportGone(Exception):
    """The upload was imported or discarded meanwhile, or its hour is over."""


@dataclass(slots=True)
class ImportResult:
    """What an import did."""

    created: int = 0
    updated: int = 0
    joined: int = 0
    left: int = 0
    without_teacher: int = 0


def import_roster(*, upload: RosterUpload, keys: Collection[str], fallback_end: date, actor: User) -> ImportResult:
    """Import the chosen classes, and the single changes of the file; the upload is deleted. Audited with counts.

    A class is recognised by the keyed hash of its source id: a second import of the same file changes nothing. Classes
    of colleagues are skipped. Names that a student has here stay; the file fills in missing ones. A class whose term
    is unknown, over or too long ends on ``fallback_end``. A teacher teaches the classes they import; a head does not.
    Raises ``ImportGone``, ``CohortRefused`` or ``ClassFull``; nothing is written then.
    """
    with transaction.atomic():
        fresh = RosterUpload.objects.fresh().select_for_update(of=("self",)).filter(pk=upload.pk)
        held = fresh.select_related("institution__centre").first()
        if held is None:
            raise ImportGone
        # Two imports for one institution take turns, so that a student of both becomes one account.
        Institution.objects.select_for_update().get(pk=held.institution_id)
        run = _Import(held, fallback_end, actor)
        plan = plan_import(held, actor)
        for entry in plan.classes:
            if entry.is_allowed and entry.key in keys:
                run.take_class(entry)
        run.take_moves(plan.moves)
        run.take_out()
        held.delete()
        audit.record(
            action="roster.import",
            actor=actor,
            scope_type="institution",
            scope_id=run.institution.public_id,
            count=run.result.joined,
            details={"classes": run.result.created, "updated": run.result.updated, "left": run.result.left},
        )
    return run.result


class _Import:
    """One import in progress: the people it knows by their hashes, and what it has done so far."""

    def __init__(self, upload: RosterUpload, fallback_end: date, actor: User) -> None:
        today = timezone.localdate()
        if fallback_end < today or fallback_end - today > LONGEST_COHORT:
            raise CohortRefused("over" if fallback_end < today else "too_long")
        self.institution = upload.institution
        self.fallback_end = fallback_end
        self.actor = actor
        self.result = ImportResult()
        self.leaving: list[int] = []
        known = Enrolment.objects.filter(cohort__institution=self.institution).exclude(source_hash="")
        # The oldest account wins, should one source id ever stand for two.
        rows = known.select_related("learner").order_by("-pk")
        self.people: dict[str, User] = {place.source_hash: place.learner for place in rows}

    def take_class(self, entry: ClassPlan) -> None:
        """Make or update one class and its places."""
        cohort = self._new_cohort(entry) if entry.state == ClassState.NEW else self._updated(entry)
        self.leaving.extend(entry.leaving)
        self._enrol(cohort, entry.learners)

    def take_moves(self, moves: Iterable[Move]) -> None:
        """Let single students join or leave classes of earlier imports."""
        for move in moves:
            if move.joins:
                self._enrol(move.cohort, [move.learner])
            else:
                places = Enrolment.objects.filter(cohort=move.cohort, source_hash=move.learner[0])
                self.leaving.extend(places.values_list("pk", flat=True))

    def take_out(self) -> None:
        """Let those leave who have to, after everybody else has joined: who only moves keeps account and card."""
        places = Enrolment.objects.active().filter(pk__in=self.leaving).select_related("learner", "cohort")
        for place in places:
            self.result.left += remove_learner(enrolment=place, actor=self.actor)

    def _new_cohort(self, entry: ClassPlan) -> Cohort:
        cohort = Cohort.objects.create(
            institution=self.institution,
            kind=CohortKind.CLASS,
            language=self.institution.language,
            source_hash=entry.key,
            **self._fields(entry),
        )
        audit.record(action="cohort.create", actor=self.actor, scope_type="cohort", scope_id=cohort.public_id)
        member = teaching_membership(self.actor, cohort)
        if member is not None:
            add_cohort_staff(cohort=cohort, member=member, actor=self.actor)
        else:
            self.result.without_teacher += 1
        self.result.created += 1
        return cohort

    def _updated(self, entry: ClassPlan) -> Cohort:
        """Follow the file in name, grade and a last day that it really gives; a class that was over runs again."""
        cohort = (
            Cohort.objects.select_for_update(of=("self",))
            .select_related("institution")
            .get(source_hash=entry.key, institution=self.institution)
        )
        wanted = self._fields(entry)
        if entry.ends_on is None and cohort.ends_on >= timezone.localdate():
            del wanted["ends_on"]
        changed = [name for name, value in wanted.items() if getattr(cohort, name) != value]
        for name in changed:
            setattr(cohort, name, wanted[name])
        if changed:
            cohort.save(update_fields=changed)
            audit.record(action="cohort.edit", actor=self.actor, scope_type="cohort", scope_id=cohort.public_id)
            self.result.updated += 1
        return cohort

    def _fields(self, entry: ClassPlan) -> dict[str, object]:
        return {
            "name": shortened(entry.title, NAME_LENGTH),
            "grade": shortened(entry.grade, GRADE_LENGTH),
            "ends_on": entry.ends_on or self.fallback_end,
        }

    def _enrol(self, cohort: Cohort, learners: Sequence[UploadedLearner]) -> None:
        """Give everybody of the list a place, each once; who left comes back to their old seat."""
        held = {place.source_hash or place.learner_id: place for place in Enrolment.objects.filter(cohort=cohort)}
        by_learner = {place.learner_id: place for place in held.values()}
        newcomers: list[UploadedLearner] = []
        for key, name in dict(learners).items():
            learner = self.people.get(key)
            place = held.get(key) or (by_learner.get(learner.pk) if learner else None)
            if learner is not None:
                self._revive(learner, name, cohort)
            if place is None:
                newcomers.append((key, name))
            elif place.left_on is not None or place.source_hash != key:
                self.result.joined += place.left_on is not None
                place.left_on, place.has_moved, place.source_hash = None, False, key
                place.save(update_fields=["left_on", "has_moved", "source_hash"])
        self._place(cohort, newcomers)

    def _place(self, cohort: Cohort, newcomers: Sequence[UploadedLearner]) -> None:
        unknown = [(key, name) for key, name in newcomers if key not in self.people]
        made = make_learners(cohort, [name or "" for _key, name in unknown])
        self.people.update(zip((key for key, _name in unknown), made, strict=True))
        place_learners(cohort, [self.people[key] for key, _name in newcomers], [key for key, _name in newcomers])
        self.result.joined += len(newcomers)

    def _revive(self, learner: User, name: str | None, cohort: Cohort) -> None:
        """Open the account of somebody who comes back, and fill in a name that is missing."""
        if not learner.is_active:
            accounts.reactivate(user=learner, actor=self.actor, scope=("cohort", cohort.public_id))
            learner.is_active = True
        if name and not learner.display_name and not self.institution.zero_names:
            learner.display_name = name
            learner.save(update_fields=["display_name"])
