"""What somebody looks for in the audit log."""

import re
from datetime import datetime, time, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

ACTION = re.compile(r"[a-z][a-z_]*(\.[a-z][a-z_]*)*")
DEFAULT_DAYS = 30


class AuditFilterForm(forms.Form):
    """Action, object and period; everything may be left out, and the last thirty days are shown then."""

    action = forms.CharField(
        label=_("Action"),
        max_length=60,
        required=False,
        help_text=_("As it stands in the list, for example card.print; the first word finds all of its kind."),
        widget=forms.TextInput(attrs={"autocapitalize": "none", "autocomplete": "off", "spellcheck": "false"}),
    )
    scope = forms.CharField(
        label=_("Object"),
        max_length=40,
        required=False,
        help_text=_("Its ten letters and digits, as they stand in the list."),
        widget=forms.TextInput(attrs={"autocapitalize": "none", "autocomplete": "off", "spellcheck": "false"}),
    )
    first = forms.DateField(label=_("From"), required=False, widget=forms.DateInput(attrs={"type": "date"}))
    last = forms.DateField(label=_("To"), required=False, widget=forms.DateInput(attrs={"type": "date"}))

    def clean_action(self) -> str:
        """Refuse what can be no action."""
        action = str(self.cleaned_data["action"]).strip().lower()
        if action and not ACTION.fullmatch(action):
            raise forms.ValidationError(_("An action is written in small letters with dots, for example card.print."))
        return action

    def clean(self) -> dict[str, Any]:
        """Refuse a period that ends before it begins."""
        cleaned = super().clean() or {}
        first, last = cleaned.get("first"), cleaned.get("last")
        if first and last and last < first:
            self.add_error("last", _("The period ends before it begins. Choose a later day."))
        return cleaned

    def wanted(self) -> dict[str, Any]:
        """Return the filter as the log understands it; only of a valid form."""
        found = self.cleaned_data
        today = timezone.localdate()
        first = found["first"] or (found["last"] or today) - timedelta(days=DEFAULT_DAYS)
        return {
            "action": found["action"],
            "scope_id": found["scope"].strip(),
            "since": timezone.make_aware(datetime.combine(first, time())),
            "until": timezone.make_aware(datetime.combine((found["last"] or today) + timedelta(days=1), time())),
        }
