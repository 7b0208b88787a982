"""Removes now what the nightly job would remove."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError

from operations.services import run_retention


class Command(BaseCommand):
    """``manage.py run_retention``."""

    help = "Removes everything that is past its retention, and prints what and how much."

    def handle(self, *args: Any, **options: Any) -> None:
        """Run and report; end with an error when something is left over."""
        report = run_retention()
        for name, count in report.erased.items():
            self.stdout.write(f"{name:<10} {count}")
        if not report.is_complete:
            left = {**report.failed, **{table: f"{count} rows" for table, count in report.overdue.items()}}
            raise CommandError("not complete: " + ", ".join(f"{name} ({why})" for name, why in left.items()))
