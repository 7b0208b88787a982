"""Removes everything that is held on one person."""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from accounts.models import User
from operations.services import ErasureRefused, erase_learner, erase_staff


class Command(BaseCommand):
    """``manage.py erase_person PUBLIC_ID --reason "…" --yes``."""

    help = "Removes everything that is held on one person (by their random identifier), for good."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take who and why, and the word that makes it happen."""
        parser.add_argument("public_id", help="the person's random identifier of ten characters")
        parser.add_argument("--reason", default="", help="who asked, without the name; goes into the log")
        parser.add_argument("--yes", action="store_true", help="really remove; without it nothing happens")

    def handle(self, *args: Any, **options: Any) -> None:
        """Erase, or say what would be erased."""
        person = User.objects.filter(public_id=options["public_id"]).first()
        if person is None:
            raise CommandError("nobody has this identifier")
        if not options["yes"]:
            raise CommandError(f"this removes a {person.get_kind_display()} for good: repeat it with --yes")
        try:
            if person.is_learner:
                erased = erase_learner(learner=person, actor=None, reason=options["reason"])
            else:
                erased = erase_staff(user=person, actor=None, reason=options["reason"])
        except ErasureRefused as refusal:
            raise CommandError(f"refused: {refusal.code}") from refusal
        self.stdout.write(f"attempts {erased.attempts}, progress {erased.progress}, places {erased.places}")
