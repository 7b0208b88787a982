"""The forms of a year's plan: a rhythm, and the days of each lesson."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from institutions.models import Cohort
from lessons.models.plan import LEAST_HOURS
from lessons.queries.plan import Plan, PlanRow

DAYS_OF_ONE = ("first", "second")


def day_input() -> forms.DateInput:
    """Return the browser's own picker."""
    return forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")


class RhythmForm(forms.Form):
    """From when, how often and how many hours in the year."""

    first_on = forms.DateField(label=_("First lesson on"), widget=day_input())
    weeks = forms.TypedChoiceField(
        label=_("How often"), coerce=int, initial=1, widget=forms.RadioSelect,
        choices=[(1, _("Every week")), (2, _("Every two weeks"))],
    )  # fmt: skip
    hours = forms.IntegerField(
        label=_("School hours in the year"), min_value=1,
        help_text=_("The programme asks for 16 to 19. Lessons get a second day where there are more hours."),
    )  # fmt: skip

    def __init__(self, *args: Any, cohort: Cohort, plan: Plan, **kwargs: Any) -> None:
        once = sum(row.hours for row in plan.rows)
        first = max(timezone.localdate(), cohort.starts_on)
        kwargs["initial"] = {"first_on": first, "hours": min(max(once, LEAST_HOURS), 2 * once)}
        super().__init__(*args, **kwargs)
        self._cohort = cohort
        span = {"min": cohort.starts_on.isoformat(), "max": cohort.ends_on.isoformat()}
        self.fields["first_on"].widget.attrs |= span
        self.fields["hours"].widget.attrs["max"] = 2 * once
        self._most = 2 * once

    def clean_first_on(self) -> date:
        """Return a day of the class's year."""
        day: date = self.cleaned_data["first_on"]
        if not self._cohort.starts_on <= day <= self._cohort.ends_on:
            raise forms.ValidationError(_("This day lies outside the year of the class."))
        return day

    def clean_hours(self) -> int:
        """Return no more than two days for each lesson."""
        hours: int = self.cleaned_data["hours"]
        if hours > self._most:
            message = _("Each lesson has two days at most: %(most)s hours.")
            raise forms.ValidationError(message, params={"most": self._most})
        return hours


class DaysForm(forms.Form):
    """One or two days for each lesson; an empty one is no day."""

    def __init__(self, *args: Any, cohort: Cohort, plan: Plan, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._rows = plan.rows
        span = {"min": cohort.starts_on.isoformat(), "max": cohort.ends_on.isoformat()}
        for row in plan.rows:
            for place, name in enumerate(DAYS_OF_ONE):
                field = forms.DateField(
                    label=_("Second day") if place else _("Day"), required=False, widget=day_input()
                )
                field.widget.attrs |= span
                field.initial = row.planned[place] if place < len(row.planned) else None
                self.fields[f"{name}-{row.given.pk}"] = field

    def lines(self) -> Iterator[tuple[PlanRow, BoundField, BoundField]]:
        """Yield each lesson with its two fields."""
        for row in self._rows:
            first, second = (self[f"{name}-{row.given.pk}"] for name in DAYS_OF_ONE)
            yield row, first, second

    @property
    def days(self) -> dict[int, list[date]]:
        """Return the days of each lesson in their order."""
        chosen = {
            row.given.pk: {self.cleaned_data[f"{name}-{row.given.pk}"] for name in DAYS_OF_ONE} for row in self._rows
        }
        return {given: sorted(day for day in days if day) for given, days in chosen.items()}
