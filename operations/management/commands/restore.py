"""Puts a backup in place of what is here; there is no way to do this over the web."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from operations.exchange.envelope import read_identities
from operations.services import RestoreBroken, Restored, RestoreRefused, restore_backup


class Command(BaseCommand):
    """``manage.py restore FILE``."""

    help = "Restores a backup of this or an older release. Stop the web and worker processes first."
    requires_system_checks = ()  # what is here may be what is broken

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the file, and what goes with it."""
        parser.add_argument("file", type=Path)
        parser.add_argument("--replace", action="store_true", help="replace what is here; it is kept aside")
        parser.add_argument("--identity", type=Path, metavar="FILE", help="the age identity that opens the backup")

    def handle(self, *args: Any, **options: Any) -> None:
        """Restore and say what comes next."""
        try:
            identities = read_identities(options["identity"].read_text()) if options["identity"] else []
            restored = restore_backup(source=options["file"], replace=options["replace"], identities=identities)
        except (OSError, ValueError) as error:
            raise CommandError(f"The identity file cannot be read: {error}") from error
        except (RestoreRefused, RestoreBroken) as refusal:
            raise CommandError(str(refusal)) from refusal
        self._tell(restored)

    def _tell(self, restored: Restored) -> None:
        about = restored.about
        self.stdout.write(f"Restored the backup of {about.made_at}, release {about.release}:")
        self.stdout.write(f"  {restored.rows} rows and {restored.media} uploaded files; every sign-in has ended.")
        for place in restored.kept:
            self.stdout.write(f"  What was here before is kept: {place}. Delete it when you no longer need it.")
        self.stdout.write("Next:")
        if restored.needs_migration:
            self.stdout.write("  manage.py migrate        the backup is of an older release")
        self.stdout.write("  Give SECRET_KEY and CARD_PEPPER their old values, or no card and no PIN opens anything.")
        self.stdout.write("  manage.py check --deploy, then start the web and worker processes.")
