"""Limits on guessing, one counter in the database for each secret; addresses are never counted.

A guess is reserved before the secret is compared, so that guesses sent in parallel cannot outrun the counter.
"""

import threading
import time
from dataclasses import dataclass
from datetime import timedelta

from django.db import transaction
from django.db.models import F, Q, QuerySet
from django.utils import timezone

from accounts.enums import GuessKind
from accounts.models import GuessCounter
from audit.services import record


@dataclass(frozen=True, slots=True)
class Limit:
    """How many guesses in a row one secret admits: ``tries``, then a pause; ``most`` of them, then none at all."""

    tries: int = 5
    pause: timedelta = timedelta(minutes=15)
    most: int | None = None


LIMITS: dict[str, Limit] = {
    GuessKind.CARD_NUMBER: Limit(),
    # Only the teacher opens a locked PIN again.
    GuessKind.CARD_PIN: Limit(most=5),
    GuessKind.PASSWORD: Limit(),
    # Whoever gets this far knows the password; after a hundred wrong codes two colleagues have to help.
    GuessKind.SECOND_FACTOR: Limit(most=100),
    GuessKind.INVITATION: Limit(),
    # The code is spent; colleagues make a new one.
    GuessKind.RECOVERY: Limit(most=5),
    GuessKind.CLASS_CODE: Limit(),
    # Counted for each browser: a lesson cannot wait for a quarter of an hour.
    GuessKind.LIVE_CODE: Limit(pause=timedelta(seconds=30)),
}

WRONG_ENTRIES_PER_HOUR = 1_000
LOOK_UPS_PER_HOUR = 1_000
WRONG_ENTRY_DELAY_SECONDS = 1.0
# A delay holds a thread of the server: never more than two at a time, so that delaying cannot stop the lessons.
_delays = threading.BoundedSemaphore(2)


def reserve(kind: GuessKind, key: str) -> int:
    """Take one guess and return which one of its round it is (1 to 5), or 0 when none is left.

    Committed at once and refused inside another transaction: a guess that a rollback could take back is no guess.
    """
    limit = LIMITS[kind]
    now = timezone.now()
    counters = GuessCounter.objects.filter(kind=kind, key=key)
    open_counters = counters.filter(Q(paused_until=None) | Q(paused_until__lte=now))
    if limit.most is not None:
        open_counters = open_counters.filter(admitted__lt=limit.most)
    with transaction.atomic(durable=True):
        if not _count(open_counters):
            first = {"admitted": 1, "changed_at": now}
            _counter, is_first = GuessCounter.objects.get_or_create(kind=kind, key=key, defaults=first)
            # Somebody else may have made the counter between the two steps.
            if not is_first and not _count(open_counters):
                return 0
        # The update holds the row until the commit, so this is the number of our own guess.
        place = (counters.values_list("admitted", flat=True).get() - 1) % limit.tries + 1
        if place == limit.tries:
            counters.update(paused_until=now + limit.pause)
    return place


def admit(kind: GuessKind, key: str) -> bool:
    """Take one guess of this secret; False when none is left. Call ``clear`` once the guess proved right."""
    return reserve(kind, key) > 0


def clear(kind: GuessKind, key: str) -> None:
    """Forget the wrong guesses of a secret, because the right one came or the secret was replaced."""
    GuessCounter.objects.filter(kind=kind, key=key).delete()


def is_spent(kind: GuessKind, key: str) -> bool:
    """Return whether the next guess would be refused."""
    limit = LIMITS[kind]
    spent = Q(paused_until__gt=timezone.now())
    if limit.most is not None:
        spent |= Q(admitted__gte=limit.most)
    return GuessCounter.objects.filter(spent, kind=kind, key=key).exists()


def is_last(kind: GuessKind, place: int) -> bool:
    """Return whether a guess at this place of its round, if wrong, brings the pause."""
    return place == LIMITS[kind].tries


def note_wrong_entry() -> None:
    """Count one wrong typed number or code of the whole platform; beyond the hourly budget, take a second over it.

    Logged once an hour, when the budget is used up.
    """
    with transaction.atomic():
        wrong = _count_this_hour(GuessKind.PLATFORM)
        if wrong == WRONG_ENTRIES_PER_HOUR:
            record(action="guess.alarm", actor=None, scope_type="platform", count=wrong)
    if wrong > WRONG_ENTRIES_PER_HOUR:
        _delay()


def admit_look_up() -> bool:
    """Count one look-up of a public number; beyond the hourly budget it takes a second, False while two others do.

    Right and wrong numbers count alike, so that neither the time nor the work tells which one it was.
    """
    with transaction.atomic():
        made = _count_this_hour(GuessKind.LOOK_UP)
    return made <= LOOK_UPS_PER_HOUR or _delay()


def _count_this_hour(kind: GuessKind) -> int:
    """Add one to what the whole platform counts this hour, and return the sum."""
    key = f"{timezone.now():%Y-%m-%dT%H}"
    counters = GuessCounter.objects.filter(kind=kind, key=key)
    if not _count(counters):
        _counter, is_first = GuessCounter.objects.get_or_create(kind=kind, key=key, defaults={"admitted": 1})
        if not is_first:
            _count(counters)
    return counters.values_list("admitted", flat=True).get()


def _count(counters: QuerySet[GuessCounter]) -> bool:
    """Add one guess; the condition and the addition are one statement."""
    return counters.update(admitted=F("admitted") + 1, changed_at=timezone.now()) > 0


def _delay() -> bool:
    """Take a second; False, at once, while as many others do as may."""
    if not _delays.acquire(blocking=False):
        return False
    try:
        time.sleep(WRONG_ENTRY_DELAY_SECONDS)
    finally:
        _delays.release()
    return True
