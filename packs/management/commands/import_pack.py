"""Import a content pack from a folder or a zip, or only look at it."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from packs.services import PackNotTrusted, PackRefused, import_pack, in_words, preview_pack


class Command(BaseCommand):
    """Prints what happened; leaves with 1 when the pack has problems, and then nothing was written."""

    help = "Import a content pack from a folder or a zip; a second import of the same pack changes nothing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say where the pack is and how far to go."""
        parser.add_argument("path", type=Path, help="folder or zip file of the pack")
        parser.add_argument("--dry-run", action="store_true", help="read and judge only; gaps in translations count")
        parser.add_argument(
            "--accept-unsigned",
            action="store_true",
            help="import also what nobody on our list of keys has signed: you know where it comes from",
        )
        parser.add_argument(
            "--in-steps",
            action="store_true",
            help="a transaction for each lesson and language, so that a site that serves meanwhile never waits long",
        )
        parser.add_argument("--no-publish", action="store_true", help="leave pages as drafts and publish no quiz")

    def handle(self, *args: Any, **options: Any) -> None:
        """Import or judge."""
        try:
            if options["dry_run"]:
                report = preview_pack(source=options["path"])
            else:
                report = import_pack(
                    source=options["path"],
                    actor_id=None,
                    publish=not options["no_publish"],
                    only_trusted=not options["accept_unsigned"],
                    in_steps=options["in_steps"],
                )
        except PackNotTrusted as refused:
            raise CommandError(
                _("%(reason)s Nothing was imported. If you know where it comes from, add --accept-unsigned.")
                % {"reason": refused.problems[0].message}
            ) from None
        except PackRefused as refused:
            for problem in refused.problems:
                self.stderr.write(str(problem))
            raise CommandError(
                _("Nothing was imported; problems: %(count)d") % {"count": len(refused.problems)}
            ) from None
        self.stdout.write(in_words(report.origin, options["path"]))
        for text in (*report.lines(), *report.difference_lines()):
            self.stdout.write(text)
        if options["dry_run"] and any(report.gaps.values()):
            raise CommandError(_("A translation is not complete."))
