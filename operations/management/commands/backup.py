"""Makes a backup now."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from operations.queries import last_backup
from operations.services import BackupFailed, make_backup


class Command(BaseCommand):
    """``manage.py backup``."""

    help = "Writes the database and the uploaded files into one sealed file, while the site goes on working."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take a folder, or the question how old the last backup is."""
        parser.add_argument("--to", type=Path, metavar="FOLDER", help="where to write (default: BACKUP_DIR)")
        parser.add_argument("--check", action="store_true", help="make none; end with an error if the last is too old")

    def handle(self, *args: Any, **options: Any) -> None:
        """Make one and print its name."""
        if options["check"]:
            self._check()
            return
        try:
            made = make_backup(folder=options["to"])
        except BackupFailed as failure:
            raise CommandError(str(failure)) from failure
        how = (
            "encrypted" if made.is_encrypted else "NOT encrypted: set BACKUP_AGE_RECIPIENT before it leaves this house"
        )
        self.stdout.write(str(made.path))
        self.stderr.write(
            f"{made.size / 1_000_000:.1f} MB, {made.rows} rows, {how}. Deleted as too old: {made.pruned}."
        )
        for name in made.left_out:
            self.stderr.write(f"Left out, because of its name: {name!r}")

    def _check(self) -> None:
        last = last_backup()
        if last.at is None:
            raise CommandError(f"There is no backup yet. {last.error}".strip())
        said = f"The last backup is {last.age_hours:.1f} hours old. {last.error}".strip()
        if last.is_late:
            raise CommandError(said)
        self.stdout.write(said)
