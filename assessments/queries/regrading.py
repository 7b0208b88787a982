"""What a corrected key would change."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import Count

from assessments.models import Attempt, Quiz, QuizAssignment, QuizVersion, Response
from assessments.queries.frozen import frozen_structure, frozen_texts
from assessments.queries.keys import Given, Marking, marking_by


@dataclass(frozen=True)
class Rescored:
    """Answers and whole tries whose points a key changes, with the points they would have."""

    responses: Sequence[tuple[Response, Decimal]]
    attempts: Sequence[tuple[Attempt, Decimal, Decimal]]


def rescored(by: Marking, attempts: Iterable[Attempt], responses: Iterable[Response]) -> Rescored:
    """Return what changes when these answers of these tries of one assignment are marked this way. No query."""
    given: dict[int, dict[str, Given]] = {}
    changed = []
    for response in responses:
        given.setdefault(response.attempt_id, {})[response.item_id] = (
            response.answer,
            response.language,
            response.mark,
        )
        score = by.mark(response.item_id, response.answer, response.language, response.mark).score
        if score != response.score:
            changed.append((response, score))
    totals = []
    for attempt in attempts:
        if attempt.sent_at is not None:
            marked = by.mark_all(attempt.layout["items"], given.get(attempt.pk, {}))
            if (marked.score, marked.max_score) != (attempt.score, attempt.max_score):
                totals.append((attempt, marked.score, marked.max_score))
    return Rescored(changed, totals)


def classes_to_regrade(version: QuizVersion) -> list[QuizAssignment]:
    """Return who has an earlier version of the quiz and is not marked by this version's key yet. One query."""
    return list(
        QuizAssignment.objects.filter(version__quiz_id=version.quiz_id, version__number__lt=version.number)
        .exclude(key_version=version)
        .select_related("version")
        .defer("version__structure")
        .order_by("pk")
    )


def running_versions(quiz: Quiz) -> list[tuple[int, int]]:
    """Return (number of the version, number of classes) of what classes work on now. One query."""
    return list(
        QuizAssignment.objects.standing()
        .filter(version__quiz=quiz)
        .order_by("version__number")
        .values_list("version__number")
        .annotate(classes=Count("pk"))
    )


@dataclass(frozen=True)
class ItemChange:
    """One question: how many answers gain points and how many lose some."""

    prompt: str
    gains: int
    losses: int


@dataclass(frozen=True)
class RegradePreview:
    """What regrading would change."""

    classes: int
    students: int
    answers: int
    items: Sequence[ItemChange]
    waiting: int

    @property
    def is_needed(self) -> bool:
        """Whether any class is still marked by another key."""
        return self.waiting > 0


def preview_regrading(version: QuizVersion, language: str | None) -> RegradePreview:
    """Return what regrading with this version's key would change. Four queries and two for each earlier version."""
    waiting = classes_to_regrade(version)
    ways = {row.version_id: marking_by(frozen_structure(row.version), version) for row in waiting}
    attempts: dict[int, list[Attempt]] = {row.pk: [] for row in waiting}
    for attempt in Attempt.objects.filter(assignment__in=waiting):
        attempts[attempt.assignment_id].append(attempt)
    responses: dict[int, list[Response]] = {row.pk: [] for row in waiting}
    of_attempt = {attempt.pk: attempt for row in attempts.values() for attempt in row}
    for response in Response.objects.filter(attempt__assignment__in=waiting):
        responses[of_attempt[response.attempt_id].assignment_id].append(response)
    classes, students, answers = set(), set(), 0
    gains: dict[str, int] = {}
    losses: dict[str, int] = {}
    for row in waiting:
        found = rescored(ways[row.version_id], attempts[row.pk], responses[row.pk])
        for response, score in found.responses:
            side = gains if score > response.score else losses
            side[response.item_id] = side.get(response.item_id, 0) + 1
            classes.add(row.cohort_id)
            students.add(of_attempt[response.attempt_id].learner_id)
            answers += 1
    words = frozen_texts(version, language).by_item
    items = [
        ItemChange(words[item.id].prompt, gains.get(item.id, 0), losses.get(item.id, 0))
        for item in frozen_structure(version).items
        if item.id in gains or item.id in losses
    ]
    return RegradePreview(len(classes), len(students), answers, items, len(waiting))
