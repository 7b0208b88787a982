"""Marking by a rubric: each save is a round of its own, and what was given before stays readable."""

from collections.abc import Mapping

from django.db import transaction

from accounts.models import User
from assessments.interactions import dont_know
from assessments.interactions.base import FrozenItem
from assessments.interactions.by_person import criteria_of
from assessments.interactions.rubric import LEVELS
from assessments.models import LONGEST_FEEDBACK, Attempt, MarkingRound, Response, RubricMark
from assessments.queries.reviews import points_of
from assessments.services.answering import write_score
from audit import services as audit


class NotToMark(ValueError):
    """There is no sent answer of this kind, or the points are none of its criteria's."""


class MarkedMeanwhile(Exception):
    """Somebody else saved marks since the page was opened; ``latest`` is what they left."""

    def __init__(self, latest: MarkingRound) -> None:
        super().__init__(latest.number)
        self.latest = latest


@transaction.atomic
def save_marks(
    *, attempt: Attempt, item: FrozenItem, points: Mapping[str, int], feedback: str, seen: int, actor: User
) -> MarkingRound | None:
    """Append a round of marks and bring the score up to date once every criterion is decided; return what counts now.

    ``points`` by criterion, without those that are not decided; ``seen`` is the number of the round that the page
    showed (0 for none). Raises ``MarkedMeanwhile`` when another one was saved since, and ``NotToMark``. Saving what is
    there already changes nothing. A score that changes is audited.
    """
    attempt = Attempt.objects.select_for_update(of=("self",)).select_related("assignment__version").get(pk=attempt.pk)
    response = attempt.responses.filter(item_id=item.id).first()
    if response is None:
        raise NotToMark
    _check(attempt, item, response, points, feedback)
    latest = attempt.marking_rounds.filter(item_id=item.id).prefetch_related("marks").order_by("-number").first()
    # Marks of an answer that another one has replaced are history already.
    current = latest if latest is not None and latest.sequence == response.sequence else None
    if (points_of(current), current.feedback if current else "") == (dict(points), feedback):
        return current
    if latest is not None and latest.number != seen:
        raise MarkedMeanwhile(latest)
    is_whole = len(points) == len(criteria_of(item))
    appended = MarkingRound.objects.create(
        attempt=attempt,
        item_id=item.id,
        number=(latest.number if latest else 0) + 1,
        sequence=response.sequence,
        score=sum(points.values()) if is_whole else None,
        feedback=feedback,
        marked_by_id=actor.pk,
    )
    RubricMark.objects.bulk_create(
        RubricMark(round=appended, criterion=one.id, points=points[one.id])
        for one in criteria_of(item)
        if one.id in points
    )
    _count(attempt, item, current, appended, actor)
    return appended


def _check(attempt: Attempt, item: FrozenItem, response: Response, points: Mapping[str, int], feedback: str) -> None:
    known = {one.id for one in criteria_of(item)}
    if attempt.sent_at is None or dont_know.CODE in response.answer or not known:
        raise NotToMark
    if not points.keys() <= known or not set(points.values()) <= set(LEVELS) or len(feedback) > LONGEST_FEEDBACK:
        raise NotToMark


def _count(attempt: Attempt, item: FrozenItem, before: MarkingRound | None, now: MarkingRound, actor: User) -> None:
    """Let the new score count; a changed one is written into the log."""
    old = before.score if before else None
    if old == now.score:
        return
    attempt.responses.filter(item_id=item.id).update(mark=now.score, score=now.score or 0)
    write_score(attempt)
    if old is not None:
        audit.record(
            actor=actor,
            action="work.mark_again",
            scope_type="attempt",
            scope_id=attempt.public_id,
            details={"item": item.id, "round": now.number, "before": old, "after": now.score},
        )
