"""Removing answers whose time is over, after counting what they teach about the questions."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.db import transaction
from django.utils import timezone

from assessments import statistics
from assessments.grading import answer_from_json, is_for_person
from assessments.interactions.base import AnswerError, FrozenItem
from assessments.models import (
    AssignmentException,
    Attempt,
    AttemptQuerySet,
    FormerLearner,
    ItemTally,
    QuizAssignment,
    Response,
    SheetAbsence,
)
from assessments.queries import marking
from assessments.services.files import forget_files
from assessments.statistics import ItemCounts
from institutions.models import Cohort

# One cell of the counts that stay: version, item, region, year of the attempt.
type Cell = tuple[int, str, int, int]


@dataclass(frozen=True, slots=True)
class _First:
    """A first attempt, whose answers are counted."""

    assignment_id: int
    region_id: int
    year: int


@transaction.atomic
def erase_answers(*, cohort: Cohort) -> int:
    """Add a class's first answers to the region's ``ItemTally``, delete its attempts and answers; return how many.

    Files that were handed in go from the store, and questions to repeat go with the attempts in which they were missed.
    Counts and deletion are one transaction, so that no answer is ever counted twice; repeating it changes nothing.
    """
    AssignmentException.objects.filter(assignment__cohort=cohort).delete()
    SheetAbsence.objects.filter(assignment__cohort=cohort).delete()
    return _erase(Attempt.objects.filter(assignment__cohort=cohort))


@transaction.atomic
def erase_learner_answers(*, learner_id: int) -> int:
    """Do the same for one person, in whatever classes: count the first answers, delete them all; return how many."""
    AssignmentException.objects.filter(learner_id=learner_id).delete()
    SheetAbsence.objects.filter(learner_id=learner_id).delete()
    FormerLearner.objects.filter(learner_id=learner_id).delete()
    return _erase(Attempt.objects.filter(learner_id=learner_id))


def _erase(found: AttemptQuerySet) -> int:
    attempts = list(
        found.select_for_update(of=("self",))
        .values_list(
            "pk", "number", "assignment_id", "assignment__cohort__institution__centre__region_id", "started_at"
        )
        .order_by("pk")
    )
    first = {
        pk: _First(assignment_id, region_id, timezone.localtime(started_at).year)
        for pk, number, assignment_id, region_id, started_at in attempts
        if number == 1
    }
    for cell, counts in _counted(first).items():
        _add(cell=cell, new=counts)
    forget_files(attempt_ids=[pk for pk, *_rest in attempts])
    Attempt.objects.filter(pk__in=[pk for pk, *_rest in attempts]).delete()
    return len(attempts)


def _counted(first: Mapping[int, _First]) -> dict[Cell, ItemCounts]:
    """Count the answers of first attempts, given by their number, as they are marked now."""
    assignments = (
        QuizAssignment.objects.filter(pk__in={one.assignment_id for one in first.values()})
        .select_related("version")
        .defer("version__structure")
    )
    ways = {row.pk: (row.version_id, marking(row)) for row in assignments}
    answers: dict[tuple[Cell, FrozenItem], list[object]] = {}
    stored = Response.objects.filter(attempt_id__in=first).values_list("attempt_id", "item_id", "answer", "language")
    for attempt_id, item_id, answer, language in stored.order_by("pk"):
        attempt = first[attempt_id]
        version_id, by = ways[attempt.assignment_id]
        if item_id not in by.own.by_id or is_for_person(by.own.by_id[item_id]):
            continue  # what a person marked says nothing about a key
        cell = (version_id, item_id, attempt.region_id, attempt.year)
        if _fits(by.own.by_id[item_id], answer):
            item, read = by.read(item_id, answer, language)
            answers.setdefault((cell, item), []).append(read)
        else:
            answers.setdefault((cell, by.item(item_id)), [])
    counted: dict[Cell, ItemCounts] = {}
    for (cell, item), given in answers.items():
        counts = statistics.count_answers(item, given)
        counted[cell] = counted[cell] + counts if cell in counted else counts
    return counted


def _fits(item: FrozenItem, answer: object) -> bool:
    """Whether the answer can be read; one that cannot is deleted uncounted, never kept for being odd."""
    try:
        answer_from_json(item, answer)
    except AnswerError:
        return False
    return True


def _add(*, cell: Cell, new: ItemCounts) -> None:
    """Add counts to their row."""
    version_id, item_id, region_id, year = cell
    tally, _created = ItemTally.objects.select_for_update().get_or_create(
        version_id=version_id, item_id=item_id, region_id=region_id, year=year
    )
    total = ItemCounts(n=tally.answered, right=tally.right, picked=tally.choices) + new
    tally.answered, tally.right, tally.choices = total.n, total.right, dict(total.picked)
    tally.save(update_fields=["answered", "right", "choices"])
