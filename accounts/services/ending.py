"""Many students at once who have nothing more to sign in for."""

from collections.abc import Collection

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accounts.models import LoginCard, User


@transaction.atomic
def end_cards(*, learner_ids: Collection[int]) -> int:
    """Cancel the cards and end the sign-ins of these students; return how many cards. The caller writes the log."""
    User.objects.learners().filter(pk__in=learner_ids).update(
        session_epoch=F("session_epoch") + 1, signed_in_until=None
    )
    cards = LoginCard.objects.filter(user__in=learner_ids, cancelled_at=None)
    return cards.update(cancelled_at=timezone.now())
