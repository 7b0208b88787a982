"""Export an imported content pack into a folder or a zip."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from packs.models import Pack
from packs.services import PackRefused, export_pack


class Command(BaseCommand):
    """Prints what was written."""

    help = "Write the files of an imported content pack into a folder, or into a zip when the name ends in .zip."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say which pack, and where to."""
        parser.add_argument("pack_id", help="the pack's id, as in its manifest")
        parser.add_argument("target", type=Path, help="folder or zip file to write")

    def handle(self, *args: Any, **options: Any) -> None:
        """Export."""
        try:
            report = export_pack(pack_id=options["pack_id"], target=options["target"])
        except Pack.DoesNotExist:
            raise CommandError(_("No pack of this name was imported: %(id)s") % {"id": options["pack_id"]}) from None
        except PackRefused as refused:
            for problem in refused.problems:
                self.stderr.write(str(problem))
            raise CommandError(
                _("Nothing was exported; problems: %(count)d") % {"count": len(refused.problems)}
            ) from None
        for text in report.lines():
            self.stdout.write(text)
