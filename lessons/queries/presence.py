"""Who is here now: only in the cache, only for two minutes, and only as numbers."""

import time
from dataclasses import dataclass

from django.core.cache import cache
from django.utils.crypto import salted_hmac

from institutions.models import Enrolment
from lessons.models import LessonRun, Seat

HERE_SECONDS, GONE_SECONDS = 30, 120
MARK_LENGTH = 12


@dataclass(frozen=True)
class Presence:
    """How many phones asked within half a minute, and how many within two but not since."""

    here: int
    reconnecting: int


def mark_of(seat: Seat) -> str:
    """Return what a phone calls itself while it asks; it names neither seat nor person."""
    return salted_hmac("lessons.presence", str(seat.pk), algorithm="sha256").hexdigest()[:MARK_LENGTH]


def note_present(run_id: str, mark: str) -> None:
    """Remember for two minutes that this phone asked."""
    if len(mark) == MARK_LENGTH and mark.isalnum() and mark.isascii():
        cache.set(f"here:{run_id}:{mark}", time.time(), GONE_SECONDS)


def presence(run: LessonRun) -> Presence:
    """Return the numbers for the teacher. One query."""
    keys = [f"here:{run.public_id}:{mark_of(seat)}" for seat in Seat.objects.filter(run=run, is_removed=False)]
    asked_at = cache.get_many(keys).values()
    here = sum(time.time() - at <= HERE_SECONDS for at in asked_at)
    return Presence(here, len(asked_at) - here)


def in_the_room(run: LessonRun) -> int:
    """Return how many the teacher said are present, else how many belong to the class. One query at most."""
    return Enrolment.objects.active().filter(cohort=run.cohort_id).count() if run.present is None else run.present
