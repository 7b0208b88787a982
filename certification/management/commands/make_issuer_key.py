"""Makes the key with which this installation signs certificates."""

from datetime import timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from certification.services.keys import make_issuer_key


class Command(BaseCommand):
    """Writes the private half into a new file and publishes the other half; older keys go on being valid."""

    help = "Make a key for signing certificates; the worker reads the file that ORIENTIR_ISSUER_KEY names."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take where to, and for how long."""
        parser.add_argument("--file", type=Path, default=Path(settings.ISSUER_KEY_FILE))
        parser.add_argument("--days", type=int, default=1095, help="how long the key may sign (default 1095)")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make, and say what to do next."""
        if options["days"] < 1:
            raise CommandError("--days must be 1 or more")
        try:
            row = make_issuer_key(file=options["file"], lasts=timedelta(days=options["days"]))
        except FileExistsError as error:
            raise CommandError(f"{options['file']} exists: name another file with --file") from error
        except OSError as error:
            raise CommandError(f"{options['file']}: {error.strerror}") from error
        self.stdout.write(
            f"Key {row.key_id} signs until {row.valid_until:%Y-%m-%d}. Its private half: {options['file']}"
        )
        self.stdout.write(
            "Keep a copy of that file off this computer, set ORIENTIR_ISSUER_KEY to it, restart the worker."
        )
