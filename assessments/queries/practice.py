"""What a learner is to repeat today."""

from django.utils import timezone

from assessments.models import PracticeCard
from assessments.queries.learner import may_see_feedback

TODAY_AT_MOST = 10
# Cards whose feedback is closed again are passed over; more than this many are not looked through.
LOOKED_AT = 50


def due_cards(learner_id: int) -> list[PracticeCard]:
    """Return what is left of today's questions, at most ten a day, with their versions. One query, two when any."""
    found = list(
        PracticeCard.objects.due_for(learner_id)
        .select_related("attempt__assignment__version")
        .defer("attempt__layout", "attempt__assignment__version__structure")[:LOOKED_AT]
    )
    open_cards = [card for card in found if may_see_feedback(card.attempt)]
    if not open_cards:
        return []
    return open_cards[: max(0, TODAY_AT_MOST - _practised_today(learner_id))]


def _practised_today(learner_id: int) -> int:
    midnight = timezone.localtime().replace(hour=0, minute=0, second=0, microsecond=0)
    return PracticeCard.objects.filter(learner_id=learner_id, practised_at__gte=midnight).count()
