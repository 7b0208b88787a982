"""What trainers write down: observations, sign-offs, workshops, the day of a check."""

import uuid
from collections.abc import Iterator
from typing import Any

from django import forms
from django.forms import BoundField
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from certification.enums import MarkState, Rating, Setting, WorkshopKind
from certification.forms.choosing import choose
from certification.models import Observation, SignOffCriterion, SignOffRule
from certification.services.observing import Seen
from certification.services.workshops import Held

MARKS = [*MarkState.choices, ("", _("Not decided"))]


def day_field(label: Any) -> forms.DateField:
    """Return a field for a day that has come already."""
    return forms.DateField(
        label=label, initial=timezone.localdate, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )


class ObservationForm(forms.Form):
    """A checklist, the same as a page and as what a phone sends: nothing is marked until somebody marks it."""

    uuid = forms.UUIDField(widget=forms.HiddenInput)
    base = forms.IntegerField(widget=forms.HiddenInput, min_value=0, initial=0)
    setting = forms.ChoiceField(label=_("Where did you see it?"), widget=forms.RadioSelect)
    observed_on = day_field(_("Day"))
    place = forms.CharField(
        label=_("Place"), max_length=80, required=False, help_text=_("The service or room, never an address of a home.")
    )
    comment = forms.CharField(
        label=_("What went well, and what comes next?"), max_length=1000, required=False,
        widget=forms.Textarea(attrs={"rows": 3, "aria-describedby": "whose"}),
    )  # fmt: skip

    def __init__(self, *args: Any, rule: SignOffRule, row: Observation | None = None, **kwargs: Any) -> None:
        self.criteria: list[SignOffCriterion] = [one for one in rule.criteria.all() if one.is_current]
        kwargs["initial"] = _initial(row) | kwargs.get("initial", {})
        super().__init__(*args, **kwargs)
        choose(self, "setting", [one for one in Setting.choices if rule.allows(one[0])])
        for one in self.criteria:
            self.fields[f"mark-{one.code}"] = forms.ChoiceField(
                label=one.text, choices=MARKS, required=False, widget=forms.RadioSelect, initial=""
            )
            self.fields[f"remark-{one.code}"] = forms.CharField(
                label=_("Note"), max_length=300, required=False,
                widget=forms.TextInput(attrs={"aria-describedby": "whose"}),
            )  # fmt: skip

    def rows(self) -> Iterator[tuple[BoundField, BoundField]]:
        """Yield mark and note of each criterion."""
        for one in self.criteria:
            yield self[f"mark-{one.code}"], self[f"remark-{one.code}"]

    @property
    def seen(self) -> Seen:
        """Return the valid form as the service takes it."""
        said = self.cleaned_data
        marks = {one.code: said[f"mark-{one.code}"] for one in self.criteria}
        return Seen(
            key=said["uuid"],
            base=said["base"],
            setting=said["setting"],
            observed_on=said["observed_on"],
            place=said["place"],
            comment=said["comment"],
            marks={code: state for code, state in marks.items() if state},
            remarks={one.code: said[f"remark-{one.code}"] for one in self.criteria},
        )


def _initial(row: Observation | None) -> dict[str, Any]:
    if row is None:
        return {"uuid": uuid.uuid4()}
    said = {"uuid": row.uuid, "base": row.version, "comment": row.comment, "place": row.place}
    said |= {"setting": row.setting, "observed_on": row.observed_on}
    for mark in row.marks.all():
        said |= {f"mark-{mark.criterion.code}": mark.state, f"remark-{mark.criterion.code}": mark.remark}
    return said


class SignForm(forms.Form):
    """A rating, and what it rests on: ``o-…`` an observation, ``e-…`` evidence, empty the sheets or the log."""

    ground = forms.ChoiceField(label=_("What does it rest on?"), widget=forms.RadioSelect, required=False)
    rating = forms.TypedChoiceField(label=_("Rating"), coerce=int, choices=Rating.choices, widget=forms.RadioSelect)
    comment = forms.CharField(
        label=_("Comment for the candidate"), max_length=1000, required=False,
        widget=forms.Textarea(attrs={"rows": 3, "aria-describedby": "whose"}),
    )  # fmt: skip

    def __init__(self, *args: Any, grounds: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "ground", grounds)


class CheckedForm(forms.Form):
    """The day of a background check; the paper itself is never kept."""

    checked_on = day_field(_("Day of the background check that you have seen"))


class WorkshopForm(forms.Form):
    """A workshop or an exchange visit."""

    title = forms.CharField(label=_("Title"), max_length=150)
    held_on = day_field(_("Day"))
    hours = forms.DecimalField(label=_("Hours"), min_value=0.5, max_value=100, max_digits=4, decimal_places=1)
    kind = forms.ChoiceField(label=_("Kind"), choices=WorkshopKind.choices)
    host = forms.CharField(
        label=_("Host"), max_length=150, required=False, help_text=_("At an exchange visit: the service you visited.")
    )

    @property
    def held(self) -> Held:
        """Return the valid form as the service takes it."""
        return Held(**self.cleaned_data)
