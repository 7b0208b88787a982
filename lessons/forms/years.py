"""Forms between two school years."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from institutions.forms.classes import DayField, end_of_school_year
from institutions.models import LONGEST_COHORT, Cohort


class ReopenForm(forms.Form):
    """Until when a class that was put away goes on."""

    ends_on = DayField(label=_("Last day"))

    def __init__(self, *args: Any, cohort: Cohort, **kwargs: Any) -> None:
        today, longest = timezone.localdate(), cohort.starts_on + LONGEST_COHORT
        kwargs["initial"] = {"ends_on": min(end_of_school_year(today), longest)}
        super().__init__(*args, **kwargs)
        self.fields["ends_on"].widget.attrs |= {"min": today.isoformat(), "max": longest.isoformat()}
