"""The teacher's hand on a running lesson: every act names the state it was made for, so that none happens twice."""

import hashlib
from enum import StrEnum

from django.db import transaction

from accounts.models import User
from lessons.enums import RunAction
from lessons.models import LessonRun
from lessons.queries.pulse import forget_pulse
from lessons.services.asking import ASKING
from lessons.services.moves import MOVES

# Somebody has come in: this must work whatever the page was last told.
ALWAYS = frozenset({RunAction.BLANK, RunAction.UNBLANK})


class ActOutcome(StrEnum):
    """What became of an act."""

    DONE = "done"
    STALE = "stale"  # the lesson has moved on since the page was drawn; nothing was changed
    NOTHING = "nothing"  # there is nothing further in that direction; nothing was changed


def hash_of(device: str) -> str:
    """Return what is stored of a device's secret; 192 random bits need no key."""
    return hashlib.sha256(device.encode()).hexdigest() if device else ""


@transaction.atomic
def act(*, run: LessonRun, action: str, version: int, value: str = "") -> ActOutcome:
    """Move the lesson on. The same act sent twice, or sent from an old page, changes nothing.

    ``value`` is the mode for ``MODE`` and the question's number for ``OPEN``. Ending is ``end_run``'s business.
    """
    fresh = LessonRun.objects.select_for_update().get(pk=run.pk)
    if fresh.ended_at is not None or (version != fresh.state_version and action not in ALWAYS):
        return ActOutcome.STALE
    move = MOVES.get(action) or ASKING.get(action)
    if move is None or not move(fresh, value):
        return ActOutcome.NOTHING
    fresh.state_version += 1
    fresh.save()
    forget_pulse(fresh.public_id)
    return ActOutcome.DONE


def take_over(*, run: LessonRun, actor: User, device: str) -> bool:
    """Lead the lesson from this device from now on; return whether it runs still. Twice changes nothing."""
    return bool(
        LessonRun.objects.open().filter(pk=run.pk).update(controlled_by_id=actor.pk, control_hash=hash_of(device))
    )
