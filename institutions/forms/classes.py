"""Opening and changing a class, taking a seat, loading a roster."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.conf import settings
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from institutions.enums import CohortKind
from institutions.exchange.oneroster import MAX_UPLOAD
from institutions.models import LONGEST_COHORT, Cohort, Institution
from institutions.queries.imports import ImportPlan

COHORT_REFUSALS = {
    "too_long": _("A class lasts twelve months at most."),
    "over": _("This day has passed."),
    "closed": _("This institution is closed."),
    "forgotten": _("The students of this class have been forgotten."),
    "name_taken": _("You have a class with this name already. Choose another name."),
}
END_OF_SCHOOL_YEAR = (6, 30)
SHORTEST_USEFUL = timedelta(days=30)


def end_of_school_year(today: date) -> date:
    """Return the next 30 June that is at least a month away."""
    end = date(today.year, *END_OF_SCHOOL_YEAR)
    return end if end - today >= SHORTEST_USEFUL else date(today.year + 1, *END_OF_SCHOOL_YEAR)


class DayField(forms.DateField):
    """A day, in the browser's own picker."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **kwargs)


class CohortForm(forms.Form):
    """A class: where, what kind, name, grade, language, last day. Fields with one possible answer are not asked."""

    institution = forms.ModelChoiceField(
        label=_("Institution"), queryset=Institution.objects.none(), to_field_name="public_id", empty_label=None
    )
    kind = forms.ChoiceField(label=_("Kind"), choices=CohortKind)
    name = forms.CharField(label=_("Name of the class"), max_length=40, help_text=_("As you call it: “8-B”."))
    grade = forms.CharField(label=_("Grade"), max_length=20, required=False)
    language = forms.ChoiceField(
        label=_("Language of lessons and cards"), choices=settings.LANGUAGES, widget=forms.RadioSelect
    )
    ends_on = DayField(
        label=_("Last day"),
        help_text=_("Sixty days later the students' names and answers are deleted."),
    )

    def __init__(self, *args: Any, institutions: Any = None, kinds: Any = (), **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._only: dict[str, Any] = {}
        today = timezone.localdate()
        self.fields["ends_on"].widget.attrs |= {"min": today.isoformat(), "max": (today + LONGEST_COHORT).isoformat()}
        self._offer("institution", list(institutions or []), institutions)
        self._offer("kind", list(kinds), [(kind, CohortKind(kind).label) for kind in kinds])

    def _offer(self, name: str, options: list[Any], choices: Any) -> None:
        """Ask only where there is a choice."""
        field = self.fields[name]
        if len(options) <= 1:
            self._only[name] = options[0] if options else None
            del self.fields[name]
        elif isinstance(field, forms.ModelChoiceField):
            field.queryset = choices
        elif isinstance(field, forms.ChoiceField):
            field.choices = choices

    def clean(self) -> dict[str, Any]:
        """Add what was not asked."""
        return {**self._only, **(super().clean() or {})}


class EditCohortForm(CohortForm):
    """The same for a class that exists: place and kind stay."""

    def __init__(self, *args: Any, cohort: Cohort, **kwargs: Any) -> None:
        names = ("name", "grade", "language", "ends_on")
        kwargs["initial"] = {name: getattr(cohort, name) for name in names}
        super().__init__(*args, **kwargs)
        self.fields["ends_on"].widget.attrs["max"] = (cohort.starts_on + LONGEST_COHORT).isoformat()


class SeatForm(forms.Form):
    """The number of a student in the class list."""

    seat = forms.IntegerField(
        label=_("Your number in the class"),
        help_text=_("Your teacher knows it."),
        min_value=1,
        max_value=32_767,
        error_messages={
            "required": _("Write your number."),
            "invalid": _("Write a number, such as 12."),
            "min_value": _("Write a number, such as 12."),
            "max_value": _("Write a number, such as 12."),
        },
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off", "class": "code-input"}),
    )


class UploadForm(forms.Form):
    """A OneRoster zip and the institution it is for."""

    institution = forms.ModelChoiceField(
        label=_("Institution"), queryset=Institution.objects.none(), to_field_name="public_id", empty_label=None
    )
    file = forms.FileField(
        label=_("OneRoster file (zip)"),
        help_text=_("Version 1.1 or 1.2, as your school's system exports it. The file itself is not kept."),
        error_messages={"required": _("Choose a file."), "empty": _("The file is empty.")},
        widget=forms.FileInput(attrs={"accept": ".zip,application/zip"}),
    )

    def __init__(self, *args: Any, institutions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        options = list(institutions)
        self._only = options[0] if len(options) == 1 else None
        field = self.fields["institution"]
        if self._only is not None:
            del self.fields["institution"]
        elif isinstance(field, forms.ModelChoiceField):
            field.queryset = institutions

    def clean_file(self) -> Any:
        """Refuse a file too large to be read before it is read."""
        file = self.cleaned_data["file"]
        if file.size > MAX_UPLOAD:
            limit = MAX_UPLOAD // 1024 // 1024
            raise forms.ValidationError(
                _("The file is larger than %(limit)s MB. Export one school at a time and try again."),
                params={"limit": limit},
            )
        return file

    def clean(self) -> dict[str, Any]:
        """Add the institution that was not asked for."""
        cleaned = super().clean() or {}
        return {"institution": self._only, **cleaned} if self._only is not None else cleaned


class ImportForm(forms.Form):
    """Which classes of an upload to import, and the last day of those for which the file gives none."""

    classes = forms.MultipleChoiceField(required=False)
    fallback_end = DayField(
        label=_("Last day of classes for which the file gives none"),
        help_text=_("Sixty days later the students' names and answers are deleted."),
    )

    def __init__(self, *args: Any, plan: ImportPlan, **kwargs: Any) -> None:
        kwargs["initial"] = {"fallback_end": end_of_school_year(timezone.localdate())}
        super().__init__(*args, **kwargs)
        self._has_moves = bool(plan.moves)
        field = self.fields["classes"]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = [(entry.key, entry.title) for entry in plan.classes if entry.is_allowed]

    def clean(self) -> dict[str, Any]:
        """Ask for something to do."""
        cleaned = super().clean() or {}
        if not cleaned.get("classes") and not self._has_moves and not self.errors:
            raise forms.ValidationError(_("Choose at least one class."))
        return cleaned
