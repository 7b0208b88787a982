"""Adding and changing students: a pasted list, its lines one by one, numbered places, one student."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from accounts.enums import Symbol
from institutions.exchange.pasted import NAME_LIMIT, NameProblem, Proposal, Remark
from institutions.models import Cohort, Enrolment
from institutions.services.roster import MOST_PASTED

PROBLEMS: Mapping[NameProblem, str | Promise] = {
    NameProblem.DOUBLE: _("Somebody in this class is called the same. Add a letter to this one, such as “Maria K.”."),
    NameProblem.TOO_LONG: _("A name has 20 letters at most. Write a shorter form."),
    NameProblem.NOT_A_NAME: _(
        "Write the given name and, where needed, one letter: “Maria K.”. "
        "Join a double name with a hyphen: “Anna-Maria”."
    ),
    NameProblem.ADDRESS: _("Leave out addresses, telephone numbers and dates."),
}
REMARKS: Mapping[Remark, str | Promise] = {
    Remark.FAMILY_CUT: _("The family name was left out."),
    Remark.CONTACT_CUT: _("An address, number or date was left out."),
    Remark.FAMILY_LIKELY: _("Is this a family name? Write the given name instead."),
}


class PasteForm(forms.Form):
    """A list of names, one a line."""

    text = forms.CharField(
        label=_("Given names, one a line"),
        help_text=_("Paste the list as you have it. Family names, addresses and numbers are left out."),
        error_messages={"required": _("Write or paste at least one name.")},
        max_length=20_000,
        widget=forms.Textarea(attrs={"rows": 10, "autocomplete": "off", "spellcheck": "false"}),
    )

    def clean_text(self) -> str:
        """Refuse more lines than one paste takes; the text stays in its field."""
        text: str = self.cleaned_data["text"]
        count = sum(1 for line in text.splitlines() if line.strip())
        if count > MOST_PASTED:
            raise forms.ValidationError(
                _("These are %(count)s lines. Paste %(most)s at a time."), params={"count": count, "most": MOST_PASTED}
            )
        return text


class NumbersForm(forms.Form):
    """How many numbered places to add; ``after`` is the highest seat when the form was shown."""

    count = forms.IntegerField(
        label=_("How many places"),
        min_value=1,
        max_value=MOST_PASTED,
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
    )
    after = forms.IntegerField(min_value=0, required=False, widget=forms.HiddenInput)


@dataclass(frozen=True, slots=True)
class NameLine:
    """One line of the preview: what would be stored, what is wrong with it, what was left out."""

    place: int
    name: str
    problem: str | Promise = ""
    remarks: Sequence[str | Promise] = ()

    @property
    def field_id(self) -> str:
        """Return the id of its field in the page."""
        return f"name-{self.place}"


def proposed_lines(proposals: Sequence[Proposal]) -> list[NameLine]:
    """Return the preview of a paste."""
    return [
        NameLine(
            place,
            proposal.name,
            PROBLEMS[proposal.problem] if proposal.problem else "",
            [REMARKS[remark] for remark in proposal.remarks],
        )
        for place, proposal in enumerate(proposals, start=1)
    ]


def corrected_lines(names: Sequence[str], problems: Mapping[int, NameProblem]) -> list[NameLine]:
    """Return the lines as the teacher sent them, with what is still wrong; positions count from 0."""
    return [
        NameLine(place + 1, name, PROBLEMS[problems[place]] if place in problems else "")
        for place, name in enumerate(names)
    ]


class StudentForm(forms.Form):
    """Name and drawing of one student; without names only the drawing."""

    name = forms.CharField(
        label=_("Given name"),
        max_length=NAME_LIMIT,
        required=False,
        help_text=_("With one letter more where needed. Left empty, the seat number is shown."),
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    symbol = forms.ChoiceField(label=_("Drawing"), choices=Symbol)

    def __init__(self, *args: Any, enrolment: Enrolment, **kwargs: Any) -> None:
        learner = enrolment.learner
        kwargs["initial"] = {"name": learner.display_name, "symbol": learner.symbol}
        super().__init__(*args, **kwargs)
        if enrolment.cohort.institution.zero_names:
            del self.fields["name"]


class MoveForm(forms.Form):
    """Another class for one student."""

    cohort = forms.ModelChoiceField(label=_("Class"), queryset=Cohort.objects.none(), to_field_name="public_id")

    def __init__(self, *args: Any, classes: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = self.fields["cohort"]
        if isinstance(field, forms.ModelChoiceField):
            field.queryset = classes
            field.empty_label = None
