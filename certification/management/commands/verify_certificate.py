"""Says whether a file is a certificate of this installation that is valid now."""

from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import timezone

from certification.queries.trust import verify_here


class Command(BaseCommand):
    """Answers in words; the exit code is 0 for a certificate to believe, 1 for every other file."""

    help = "Say whether FILE, a downloaded certificate.json, is genuine and valid now."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take the file."""
        parser.add_argument("file", type=Path)

    def handle(self, *args: Any, **options: Any) -> None:
        """Read, verify, tell."""
        try:
            content = options["file"].read_bytes()
        except OSError as error:
            raise CommandError(f"{options['file']}: {error.strerror}") from error
        verdict = verify_here(content, timezone.now())
        if verdict.refusal:
            raise CommandError(f"Not valid ({verdict.refusal}): {verdict.words}")
        claims = verdict.claims
        number = claims["credentialSubject"]["licenseNumber"]
        self.stdout.write(f"Valid: {claims['name']}, number {number}, until {claims['validUntil']}")
