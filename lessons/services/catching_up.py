"""A running lesson that went on without a network: where it stands when the teacher's device is back."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils import timezone

from lessons.enums import ONLINE, Mode
from lessons.models import LessonRun
from lessons.queries.pulse import forget_pulse
from lessons.services.leading import ActOutcome

# A clock that was set further ahead than any phase lasts is a wrong one.
FURTHEST = timedelta(hours=3)


@transaction.atomic
def catch_up(*, run: LessonRun, version: int, phase: int, ends_at: datetime) -> ActOutcome:
    """Move the lesson to the phase it reached meanwhile, with the clock that ran there, in hands mode.

    Where somebody else has moved it since, that stands. Twice changes nothing.
    """
    fresh = LessonRun.objects.select_for_update().get(pk=run.pk)
    if fresh.phase == phase and fresh.phase_ends_at == ends_at:
        return ActOutcome.NOTHING
    if fresh.ended_at is not None or version != fresh.state_version:
        return ActOutcome.STALE
    if not 0 <= phase < len(fresh.phase_minutes) or abs(ends_at - timezone.now()) > FURTHEST:
        return ActOutcome.NOTHING
    fresh.phase, fresh.phase_ends_at = phase, ends_at
    if fresh.mode in ONLINE:
        fresh.modes = [*fresh.modes[:phase], Mode.HANDS.value, *fresh.modes[phase + 1 :]]
    fresh.state_version += 1
    fresh.save()
    forget_pulse(fresh.public_id)
    return ActOutcome.DONE
