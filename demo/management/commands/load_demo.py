"""Loads the demonstration, or what is missing of it."""

import logging
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from demo.services import DemoRefused, load_demo


class Command(BaseCommand):
    """``manage.py load_demo``."""

    help = "Loads places, people, lessons and answers to try the site with. Loading again adds what is missing."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Say how much there is to load."""
        parser.add_argument("--all-courses", action="store_true", help="not the school programme alone; takes longer")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load and say what stands."""
        # Wagtail tells of every page it writes.
        logging.getLogger("wagtail").setLevel(logging.WARNING)
        try:
            report = load_demo(tell=lambda step: self.stdout.write(f"  {step} …"), all_courses=options["all_courses"])
        except DemoRefused as refused:
            raise CommandError(str(refused)) from refused
        self.stdout.write(f"  {report.staff} staff, {report.students} students, {report.attempts} quizzes answered")
