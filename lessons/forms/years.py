"""Forms between two school years."""

import re
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from curriculum.models import CoursePage
from institutions.forms.classes import DayField, end_of_school_year
from institutions.models import LONGEST_COHORT, Cohort, Enrolment
from lessons.queries.fitting import FITTING_KINDS
from lessons.queries.pages import localized, source_courses

START_OF_SCHOOL_YEAR = (9, 1)


class ReopenForm(forms.Form):
    """Until when a class that was put away goes on."""

    ends_on = DayField(label=_("Last day"))

    def __init__(self, *args: Any, cohort: Cohort, **kwargs: Any) -> None:
        today, longest = timezone.localdate(), cohort.starts_on + LONGEST_COHORT
        kwargs["initial"] = {"ends_on": min(end_of_school_year(today), longest)}
        super().__init__(*args, **kwargs)
        self.fields["ends_on"].widget.attrs |= {"min": today.isoformat(), "max": longest.isoformat()}


class NewYearForm(forms.Form):
    """The class of the next school year: its name and days, who stays, what it learns."""

    name = forms.CharField(label=_("Name of the class"), max_length=40, help_text=_("As you call it next year: “9-B”."))
    grade = forms.CharField(label=_("Grade"), max_length=20, required=False)
    starts_on = DayField(label=_("First day"))
    ends_on = DayField(
        label=_("Last day"), help_text=_("Sixty days later the students' names and answers are deleted.")
    )
    stays = forms.MultipleChoiceField(
        label=_("Who stays in the class"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Who is not ticked leaves: name and answers are deleted with the old class."),
    )  # fmt: skip
    courses = forms.MultipleChoiceField(
        label=_("What the class learns"), required=False, widget=forms.CheckboxSelectMultiple,
        help_text=_("Lessons and questions of these courses are given anew. You can do this later."),
    )  # fmt: skip

    def __init__(
        self, *args: Any, cohort: Cohort, places: Sequence[Enrolment], language: str | None, **kwargs: Any
    ) -> None:
        starts_on = start_of_school_year(max(cohort.ends_on, timezone.localdate()))
        kwargs["initial"] = {
            "name": next_name(cohort.name),
            "grade": next_name(cohort.grade),
            "starts_on": starts_on,
            "ends_on": end_of_school_year(starts_on),
            "stays": [place.public_id for place in places],
        }
        super().__init__(*args, **kwargs)
        self._courses = {str(course.pk): course for course in source_courses(FITTING_KINDS[cohort.kind])}
        titles = localized(self._courses.values(), language)
        self._choices("stays", [(place.public_id, place.label) for place in places])
        self._choices("courses", [(pk, titles[row.translation_key].title) for pk, row in self._courses.items()])

    def _choices(self, name: str, choices: list[tuple[str, str]]) -> None:
        field = self.fields[name]
        if not choices:
            del self.fields[name]
        elif isinstance(field, forms.MultipleChoiceField):
            field.choices = choices

    def clean_courses(self) -> list[CoursePage]:
        """Turn keys into pages."""
        return [self._courses[pk] for pk in self.cleaned_data["courses"]]

    def clean(self) -> dict[str, Any]:
        """Ask for days in their order."""
        data = super().clean() or {}
        if data.get("starts_on") and data.get("ends_on") and data["ends_on"] < data["starts_on"]:
            self.add_error("ends_on", _("The last day is before the first day."))
        return data


def start_of_school_year(day: date) -> date:
    """Return the next 1 September after a day, or the day after it where the school year has begun."""
    september = date(day.year, *START_OF_SCHOOL_YEAR)
    return september if day < september else day + timedelta(days=1)


def next_name(name: str) -> str:
    """Return what a class is probably called a year later: "8-B" becomes "9-B"; a name without a number stays."""
    found = re.match(r"(\d{1,2})(?!\d)", name)
    return f"{int(found[1]) + 1}{name[found.end() :]}" if found else name
