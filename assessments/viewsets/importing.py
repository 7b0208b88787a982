"""Where questions come in from other systems and go out to them: two entries of the menu."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem

from assessments.permissions import can_export, can_import


class ImportMenuItem(MenuItem):
    """An entry that only those see who may add questions."""

    def is_shown(self, request: Any) -> bool:
        """Whether the signed-in person may add questions."""
        return can_import(request.user)


class ExportMenuItem(MenuItem):
    """An entry that only those see who see the bank."""

    def is_shown(self, request: Any) -> bool:
        """Whether the signed-in person sees the bank with its keys."""
        return can_export(request.user)


def exchange_entries() -> list[MenuItem]:
    """Return both; made late, because their addresses are known late."""
    return [
        ImportMenuItem(_("Import questions"), reverse("bank_upload"), icon_name="download", order=900),
        ExportMenuItem(_("Export questions"), reverse("bank_export"), icon_name="upload", order=901),
    ]
