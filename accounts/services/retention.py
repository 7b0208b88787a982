"""Removing what has served its time: cards, counters of guesses, spent codes, recoveries."""

from datetime import datetime, timedelta

from django.db.models import Q
from django.utils import timezone

from accounts.models import GuessCounter, LoginCard, SecondFactorRecovery, SpentCode
from accounts.services.cards import CARD_LIFE
from accounts.services.guessing import LIMITS

COUNTER_LIFE = timedelta(days=1)
RECOVERY_LIFE = timedelta(days=30)


def delete_expired(*, now: datetime | None = None) -> int:
    """Delete what is past its retention and return the number of rows; a lock that only people open is kept."""
    now = now or timezone.now()
    cards, _per_model = LoginCard.objects.filter(issued_at__lt=now - CARD_LIFE).delete()
    locked = Q(pk__in=())
    for kind, limit in LIMITS.items():
        if limit.most is not None:
            locked |= Q(kind=kind, admitted__gte=limit.most)
    idle = GuessCounter.objects.filter(changed_at__lt=now - COUNTER_LIFE)
    counters, _per_model = idle.filter(~locked | Q(changed_at__lt=now - CARD_LIFE)).delete()
    recoveries, _per_model = SecondFactorRecovery.objects.filter(expires_at__lt=now - RECOVERY_LIFE).delete()
    codes, _per_model = SpentCode.objects.filter(spent_at__lt=now - COUNTER_LIFE).delete()
    return cards + counters + recoveries + codes
