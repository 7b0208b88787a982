"""Closing an institution: the reason, and a tick."""

from django import forms
from django.utils.translation import gettext_lazy as _

from institutions.forms.places import OFF


class ClosingForm(forms.Form):
    """Why an institution closes, and a tick."""

    reason = forms.CharField(
        label=_("Reason"), max_length=200, help_text=_("For example: merged with school No. 4 by decision of 1 June."),
        widget=forms.TextInput(attrs=OFF),
        error_messages={"required": _("Write in a few words why it closes.")},
    )  # fmt: skip
    is_sure = forms.BooleanField(
        label=_("I have spoken with the head, and this institution has ended."),
        error_messages={"required": _("Tick the box if you are sure.")},
    )
