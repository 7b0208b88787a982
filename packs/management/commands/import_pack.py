"""Import a content pack from a folder or a zip, or only look at it."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from packs.services import PackRefused, check_pack, import_pack


class Command(BaseCommand):
    """Prints what happened; leaves with 1 when the pack has problems, and then nothing was written."""

    help = "Import a content pack from a folder or a zip; a second import of the same pack changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say where the pack is and how far to go."""
        parser.add_argument("path", type=Path, help="folder or zip file of the pack")
        parser.add_argument("--dry-run", action="store_true", help="read and judge only; gaps in translations count")
        parser.add_argument("--no-publish", action="store_true", help="leave pages as drafts and publish no quiz")

    def handle(self, *args: Any, **options: Any) -> None:
        """Import or judge."""
        try:
            if options["dry_run"]:
                report = check_pack(source=options["path"])
            else:
                report = import_pack(source=options["path"], actor_id=None, publish=not options["no_publish"])
        except PackRefused as refused:
            for problem in refused.problems:
                self.stderr.write(str(problem))
            raise CommandError(
                _("Nothing was imported; problems: %(count)d") % {"count": len(refused.problems)}
            ) from None
        for text in report.lines():
            self.stdout.write(text)
        if options["dry_run"] and any(report.gaps.values()):
            raise CommandError(_("A translation is not complete."))
