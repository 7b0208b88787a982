"""Where a question bank of another system comes in: an entry of the menu."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem

from assessments.permissions import can_import


class ImportMenuItem(MenuItem):
    """An entry that only those see who may add questions."""

    def is_shown(self, request: Any) -> bool:
        """Whether the signed-in person may add questions."""
        return can_import(request.user)


def import_entry() -> ImportMenuItem:
    """Return the entry; made late, because its address is known late."""
    return ImportMenuItem(_("Import questions"), reverse("bank_upload"), icon_name="download", order=900)
