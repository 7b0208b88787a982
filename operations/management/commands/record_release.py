"""Writes down which migrations a release ends with, so that the next one can be tested from there."""

import json
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db.migrations.loader import MigrationLoader

from common.release import DESCRIPTION, release

FOLDER = DESCRIPTION.parent / "tests" / "data" / "releases"


class Command(BaseCommand):
    """``manage.py record_release``: run it once for each release and commit the file."""

    help = "Writes the last migration of every app into tests/data/releases/<release>.json."

    def add_arguments(self, parser: CommandParser) -> None:
        """Take another folder."""
        parser.add_argument("--to", type=Path, default=FOLDER, metavar="FOLDER")

    def handle(self, *args: Any, **options: Any) -> None:
        """Write the file; a second time writes the same."""
        leaves = MigrationLoader(None, ignore_no_migrations=True).graph.leaf_nodes()
        options["to"].mkdir(parents=True, exist_ok=True)
        path = options["to"] / f"{release()}.json"
        path.write_text(json.dumps(dict(sorted(leaves)), indent=2) + "\n", encoding="utf-8")
        self.stdout.write(str(path))
