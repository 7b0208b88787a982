"""Put the pages about the site itself into the page tree of a new site."""

from typing import Any

from django.core.management.base import BaseCommand
from django.utils.translation import gettext as _

from cms.services import load_statements


class Command(BaseCommand):
    """Says how many pages were made; pages that are there stay as they are."""

    help = "Make the pages about, accessibility and privacy in every language where they are missing."

    def handle(self, *args: Any, **options: Any) -> None:
        """Make them."""
        self.stdout.write(_("Pages made: %(count)d") % {"count": load_statements()})
