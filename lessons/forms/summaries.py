"""Whose sheets are printed, and what for."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from lessons.forms.taking_out import ReasonForm
from lessons.queries.summaries import Summary

EVERYBODY = "all"


class SummaryForm(ReasonForm):
    """One student's sheet, or one for everybody; the address is that of a place in the class."""

    student = forms.ChoiceField(label=_("For whom"))
    field_order = ("student", "reason")

    def __init__(self, *args: Any, summaries: Sequence[Summary], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = [(one.enrolment.public_id, one.enrolment.label) for one in summaries]
        self.fields["student"] = forms.ChoiceField(
            label=_("For whom"), choices=[(EVERYBODY, _("Everybody, one page each")), *own]
        )
