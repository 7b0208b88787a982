"""The form of the weeks without lessons: one tick a week, from this week on."""

from datetime import date
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from institutions.models import Cohort
from lessons.queries.free_weeks import free_weeks, spans, weeks_of


class FreeWeeksForm(forms.Form):
    """Which weeks have no lessons; those that have passed stay as they were."""

    def __init__(self, *args: Any, cohort: Cohort, **kwargs: Any) -> None:
        free = free_weeks(cohort)
        shown = weeks_of(cohort, timezone.localdate())
        self._passed = free - set(shown)
        kwargs["initial"] = {"weeks": [week.isoformat() for week in sorted(free)]}
        super().__init__(*args, **kwargs)
        self.fields["weeks"] = forms.MultipleChoiceField(
            label=_("No lessons in these weeks"), required=False, widget=forms.CheckboxSelectMultiple,
            help_text=_("Holidays, exams, practice. What is planned in them, and all that follows, moves later."),
            choices=[(first.isoformat(), span_words(first, last)) for one in shown for first, last in spans([one])],
        )  # fmt: skip

    @property
    def chosen(self) -> set[date]:
        """Return all weeks without lessons."""
        return self._passed | {date.fromisoformat(week) for week in self.cleaned_data["weeks"]}


def span_words(first: date, last: date) -> str:
    """Return two days of one holiday as people say them."""
    return f"{date_format(first, 'MONTH_DAY_FORMAT')} – {date_format(last, 'MONTH_DAY_FORMAT')}"
