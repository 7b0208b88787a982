"""The form of every page that is checked before it is published."""

from typing import Any

from django.core.exceptions import NON_FIELD_ERRORS
from django.utils.translation import gettext as _
from wagtail.admin.forms import WagtailAdminPageForm


class CheckedPageForm(WagtailAdminPageForm):
    """Tells an author who publishes or sends to review what speaks against it, and keeps what they have typed."""

    def is_valid(self) -> bool:
        """Judge the page itself, too, when it is to go on to others."""
        if not super().is_valid():
            return False
        # Every version that the editor publishes is a new one, which nobody can have reviewed.
        problems = list(self.instance.problems()) if self._goes_on() else []
        if "action-publish" in self.data and self._is_sensitive():
            problems.append(_("It mentions harm: choose “Send to review” instead of publishing it yourself."))
        if problems:
            self.add_error(NON_FIELD_ERRORS, problems)
        return not problems

    def _goes_on(self) -> bool:
        return any(f"action-{name}" in self.data for name in ("publish", "submit", "restart-workflow"))

    def _is_sensitive(self) -> bool:
        stored: Any = type(self.instance)._base_manager.filter(pk=self.instance.pk).first()
        pages = (self.instance, stored) if stored is not None else (self.instance,)
        return any(page.needs_protection_review for page in pages)
