"""Writes attempts into a file as xAPI statements."""

from argparse import ArgumentParser
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from assessments.models import Attempt, QuizAssignment
from assessments.services.xapi_export import export_xapi


class Command(BaseCommand):
    """``manage.py export_xapi FILE --assignment PUBLIC_ID`` or ``--since 2026-09-01``."""

    help = "Writes sent attempts as xAPI 1.0.3 statements into a JSON file; people appear as pseudonyms only."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take where to, and which attempts."""
        parser.add_argument("file", type=Path, help="the file to write; it must not exist yet")
        which = parser.add_mutually_exclusive_group(required=True)
        which.add_argument("--assignment", default="", help="the random identifier of one quiz given to one class")
        which.add_argument("--since", help="everything sent on this day or later, as 2026-09-01")

    def handle(self, *args: Any, **options: Any) -> None:
        """Export."""
        assignment_id, since = options["assignment"], _midnight(options["since"])
        if assignment_id and not QuizAssignment.objects.filter(public_id=assignment_id).exists():
            raise CommandError(f"--assignment: no quiz given to a class has the identifier {assignment_id}")
        chosen = {"assignment__public_id": assignment_id} if assignment_id else {"sent_at__gte": since}
        try:
            count = export_xapi(
                attempts=Attempt.objects.filter(**chosen), target=options["file"], scope_id=assignment_id, since=since
            )
        except FileExistsError as refusal:
            raise CommandError(f"{options['file']} exists already") from refusal
        except OSError as refusal:
            raise CommandError(f"{options['file']} cannot be written: {refusal.strerror}") from refusal
        self.stdout.write(f"{options['file']}: {count} statements")


def _midnight(day: str | None) -> datetime | None:
    """Return the beginning of a day, here."""
    if day is None:
        return None
    try:
        return timezone.make_aware(datetime.combine(date.fromisoformat(day), time.min))
    except ValueError as refusal:
        raise CommandError(f"--since: {day} is no day such as 2026-09-01") from refusal
