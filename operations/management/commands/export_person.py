"""Writes everything that is held on one person into a file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.models import User
from operations.services import ErasureRefused, ExportRefused, export_learner, export_staff


class Command(BaseCommand):
    """``manage.py export_person PUBLIC_ID FILE --reason "…"``."""

    help = "Writes everything that is held on one person (by their random identifier) into a zip file."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take who, where to, and why."""
        parser.add_argument("public_id", help="the person's random identifier of ten characters")
        parser.add_argument("file", type=Path, help="the zip file to write; it must not exist yet")
        parser.add_argument("--reason", default="", help="who asked, without the name; goes into the log")

    def handle(self, *args: Any, **options: Any) -> None:
        """Export and write, readable by the owner of the file alone."""
        person = User.objects.filter(public_id=options["public_id"]).first()
        path: Path = options["file"]
        if person is None:
            raise CommandError("nobody has this identifier")
        if path.exists():
            raise CommandError(f"{path} exists already")
        try:
            is_learner = person.is_learner
            content = (
                export_learner(learner=person, actor=None, reason=options["reason"])
                if is_learner
                else export_staff(user=person)
            )
        except (ExportRefused, ErasureRefused) as refusal:
            raise CommandError(f"refused: {refusal.code}") from refusal
        path.touch(mode=0o600)
        path.write_bytes(content)
        self.stdout.write(f"{path}: {len(content)} bytes")
