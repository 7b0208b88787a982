"""Collecting what people should be told, so that Today only has to read it."""

from django.db import transaction
from django.utils import timezone

from jobs import services as jobs
from lessons.models import Notice
from lessons.queries.notices import REMINDERS, Reminder

REMINDERS_JOB = "lessons.reminders"


def collect_reminders() -> dict[str, int]:
    """Write what everybody is told now, take back what is no longer true; return how many people by kind.

    Twice changes nothing.
    """
    return {kind: _collect(reminder) for kind, reminder in REMINDERS.items()}


def handle_reminders_job(_run: jobs.Run) -> dict[str, object]:
    """Collect as the hourly job."""
    return {"told": collect_reminders()}


@transaction.atomic
def _collect(reminder: Reminder) -> int:
    now = timezone.now()
    wanted = {user: count for user, count in reminder.collect().items() if count}
    Notice.objects.filter(kind=reminder.kind).exclude(user__in=list(wanted)).delete()
    rows = [Notice(user_id=user, kind=reminder.kind, count=count, noted_at=now) for user, count in wanted.items()]
    Notice.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["user", "kind"], update_fields=["count", "noted_at"], batch_size=500
    )
    return len(rows)
