"""Whether the wall still asks what to show: only in the cache, and only for the length of a lesson."""

import time
from enum import IntEnum

from django.core.cache import cache

from lessons.models import RUN_LASTS, LessonRun

# A wall that is idle asks every fifteen seconds; two of its questions may get lost.
LOST_SECONDS = 40


class Wall(IntEnum):
    """What the teacher's screen says of the projector."""

    NEVER = 0
    THERE = 1
    LOST = 2


def note_wall(run: LessonRun) -> None:
    """Remember that a wall asked now."""
    cache.set(_key(run), time.time(), int(RUN_LASTS.total_seconds()))


def wall_of(run: LessonRun) -> Wall:
    """Return whether a wall was ever opened for the run, and whether it asked lately."""
    asked_at: float | None = cache.get(_key(run))
    if asked_at is None:
        return Wall.NEVER
    return Wall.THERE if time.time() - asked_at <= LOST_SECONDS else Wall.LOST


def _key(run: LessonRun) -> str:
    return f"wall:{run.public_id}"
