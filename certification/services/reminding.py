"""Reminding holders 180, 90 and 30 days before the end, each once, on their page Today.

Sending is the row: it is what Today reads, so that nothing can come between sending a reminder and marking it sent.
"""

from datetime import date

from django.db import transaction
from django.utils import timezone
from django.utils.translation import ngettext

from certification.models import ReminderSent
from certification.queries.ending import due_reminders, told_to_renew
from jobs import services as jobs

REMIND_JOB = "certification.remind"
NOTICE = "certificate_ends"


def remind(*, today: date | None = None) -> int:
    """Send every reminder that is due and return how many; twice changes nothing, also at the same moment."""
    due = due_reminders(today or timezone.localdate())
    with transaction.atomic():
        rows = [ReminderSent(certificate=certificate, days=days) for certificate, days in due]
        ReminderSent.objects.bulk_create(rows, ignore_conflicts=True, batch_size=500)
    return len(rows)


def handle_remind_job(_run: jobs.Run) -> dict[str, object]:
    """Remind as the nightly job."""
    return {"reminded": remind()}


def collect_notices() -> dict[int, int]:
    """Return who is told on Today, with the days of the nearest reminder."""
    return told_to_renew(timezone.localdate())


def notice_words(days: int) -> str:
    """Return what a holder reads; the days are those of the reminder, the page behind it knows the date."""
    message = ngettext(
        "Your certificate ends in less than %(count)s day. Begin the renewal.",
        "Your certificate ends in less than %(count)s days. Begin the renewal.",
        days,
    )
    return message % {"count": days}
