"""Removing answers whose time is over, after counting what they teach about the questions."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from assessments import statistics
from assessments.grading import answer_from_json
from assessments.interactions.base import AnswerError, FrozenItem
from assessments.models import Attempt, ItemTally, QuizVersion, Response
from assessments.queries import frozen_structure
from assessments.statistics import ItemCounts
from institutions.models import Cohort

# One cell of the counts that stay: version, item, year of the attempt.
type Cell = tuple[int, str, int]


@transaction.atomic
def erase_answers(*, cohort: Cohort) -> int:
    """Add a class's first answers to the region's ``ItemTally``, delete its attempts and answers; return how many.

    Counts and deletion are one transaction, so that no answer is ever counted twice; repeating it changes nothing.
    """
    attempts = list(
        Attempt.objects.select_for_update(of=("self",))
        .filter(assignment__cohort=cohort)
        .values_list("pk", "number", "assignment__version_id", "started_at")
        .order_by("pk")
    )
    first = {pk: (version, started_at) for pk, number, version, started_at in attempts if number == 1}
    for (version_id, item_id, year), counts in _counted(first).items():
        _add(
            version_id=version_id, item_id=item_id, region_id=cohort.institution.centre.region_id, year=year, new=counts
        )
    Attempt.objects.filter(pk__in=[pk for pk, *_rest in attempts]).delete()
    return len(attempts)


def _counted(first: Mapping[int, tuple[int, datetime]]) -> dict[Cell, ItemCounts]:
    """Count the answers of first attempts, given as attempt → (version, start)."""
    answers: dict[Cell, list[object]] = {}
    stored = Response.objects.filter(attempt_id__in=first).values_list("attempt_id", "item_id", "answer")
    for attempt_id, item_id, answer in stored.order_by("pk"):
        version_id, started_at = first[attempt_id]
        answers.setdefault((version_id, item_id, timezone.localtime(started_at).year), []).append(answer)
    versions = QuizVersion.objects.in_bulk({version_id for version_id, _item, _year in answers})
    counted = {}
    for cell, given in answers.items():
        item = frozen_structure(versions[cell[0]]).by_id.get(cell[1])
        if item is not None:
            counted[cell] = statistics.count_answers(item, [answer for answer in given if _fits(item, answer)])
    return counted


def _fits(item: FrozenItem, answer: object) -> bool:
    """Whether the answer can be read; one that cannot is deleted uncounted, never kept for being odd."""
    try:
        answer_from_json(item, answer)
    except AnswerError:
        return False
    return True


def _add(*, version_id: int, item_id: str, region_id: int, year: int, new: ItemCounts) -> None:
    """Add counts to their row."""
    tally, _created = ItemTally.objects.select_for_update().get_or_create(
        version_id=version_id, item_id=item_id, region_id=region_id, year=year
    )
    total = ItemCounts(n=tally.answered, right=tally.right, picked=tally.choices) + new
    tally.answered, tally.right, tally.choices = total.n, total.right, dict(total.picked)
    tally.save(update_fields=["answered", "right", "choices"])
