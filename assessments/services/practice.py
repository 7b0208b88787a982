"""Repeating what was missed: questions come back to their learner when they are about to be forgotten."""

from datetime import UTC

from django.db import transaction
from django.utils import timezone

from assessments import interactions
from assessments.interactions.base import Answer, FrozenItem, Scoring
from assessments.models import Attempt, PracticeCard
from assessments.queries import marking, may_see_feedback
from assessments.services.spacing import missed, repeated


def collect_missed(*, attempt: Attempt) -> int:
    """Keep every question of a sent attempt that was not fully right for repetition; return how many were missed.

    Nothing happens while its learner may not see what was right. A question that waits already keeps its day, so
    repeating it changes nothing.
    """
    if not may_see_feedback(attempt) or attempt.sent_at is None:
        return 0
    by = marking(attempt.assignment)
    given = {item_id: given for item_id, *given in attempt.responses.values_list("item_id", "answer", "language")}
    state, due_at = missed(attempt.sent_at.astimezone(UTC))
    cards = [
        PracticeCard(learner_id=attempt.learner_id, attempt=attempt, item_id=item_id, state=state, due_at=due_at)
        for item_id in attempt.layout["items"]
        if interactions.logic(by.item(item_id).kind).SCORING is Scoring.KEY
        and by.mark(item_id, *given.get(item_id, (None, ""))).score < by.item(item_id).max_score
    ]
    PracticeCard.objects.bulk_create(cards, ignore_conflicts=True)
    return len(cards)


@transaction.atomic
def practise(*, card: PracticeCard, item: FrozenItem, answer: Answer) -> str:
    """Mark an answer on the spot and set the day on which the question comes back; return right, part or wrong.

    The answer itself is kept nowhere. A card that is not due (the page was sent twice) keeps its day.
    """
    outcome = outcome_of(item, answer)
    now = timezone.now()
    kept = PracticeCard.objects.select_for_update().filter(pk=card.pk, due_at__lte=now).first()
    if kept is not None:
        kept.state, kept.due_at = repeated(kept.state, outcome, now.astimezone(UTC))
        kept.practised_at = now
        kept.save(update_fields=["state", "due_at", "practised_at"])
    return outcome


def outcome_of(item: FrozenItem, answer: Answer) -> str:
    """Return how good an answer is: right, part or wrong."""
    score = interactions.logic(item.kind).grade(item, answer)
    return "right" if score == item.max_score else "part" if score else "wrong"
