"""Prints what is stored about people, why and for how long, from the registry."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from operations.exchange.describe import replaced, to_markdown
from operations.queries import registry


class Command(BaseCommand):
    """``manage.py describe_privacy [--write PAGE]``."""

    help = "Prints the record of stored personal data as a Markdown table, or writes it into a page."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Take the page to bring up to date, if any."""
        parser.add_argument("--write", type=Path, help="a page with the two marks between which the table stands")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print or write."""
        table = to_markdown(registry())
        page: Path | None = options["write"]
        if page is None:
            self.stdout.write(table, ending="")
            return
        try:
            page.write_text(replaced(page.read_text(encoding="utf-8"), table), encoding="utf-8")
        except (OSError, ValueError) as error:
            raise CommandError(str(error)) from error
