"""Sign a content pack with our own key."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils.translation import gettext as _

from packs.services import PackRefused, sign_pack


class Command(BaseCommand):
    """Writes the signature beside the files, or into the zip."""

    help = "Sign a content pack with the key that PACK_SIGNING_KEY names."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say which pack."""
        parser.add_argument("path", type=Path, help="folder or zip file of the pack")

    def handle(self, *args: Any, **options: Any) -> None:
        """Sign."""
        try:
            key = sign_pack(path=options["path"])
        except PackRefused as refused:
            raise CommandError("\n".join(str(problem) for problem in refused.problems)) from None
        self.stdout.write(_("Signed with the key %(key)s.") % {"key": key})
