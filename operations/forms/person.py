"""Forms of the screens about one person's data."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from institutions.models import Cohort, Enrolment, Institution

REFUSALS = {
    "no_reason": _("Write who asked and how, in a few words."),
    "names_the_person": _("Leave the name out: the log is kept longer than the student's data."),
    "elsewhere": _(
        "This student also has a place at an institution you do not answer for. Ask the site administrator."
    ),
    "too_many": _("You have taken out data of 200 students today. Go on tomorrow, or ask a second person."),
    "gone": _("These data have been deleted already."),
    "last_admin": _("This is the last site administrator. Give the role to somebody else first."),
}


class FindPlaceForm(forms.Form):
    """A student by class and seat: whoever heads a school need not see lists of names to answer one family."""

    cohort = forms.ChoiceField(label=_("Class"))
    seat = forms.IntegerField(
        label=_("Seat"), min_value=1, max_value=999,
        help_text=_("The number on the student's card or class list. The teacher of the class knows it."),
    )  # fmt: skip

    def __init__(self, *args: Any, institution: Institution, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._institution = institution
        field = self.fields["cohort"]
        if isinstance(field, forms.ChoiceField):
            cohorts = Cohort.objects.filter(institution=institution).order_by("-ends_on", "name")
            field.choices = [(cohort.public_id, cohort.name) for cohort in cohorts]

    def clean(self) -> dict[str, Any]:
        """Find the place, or say that the class has no such seat."""
        data = super().clean() or {}
        if not self.errors:
            data["enrolment"] = Enrolment.objects.filter(
                cohort__public_id=data["cohort"], cohort__institution=self._institution, seat_number=data["seat"]
            ).first()
            if data["enrolment"] is None:
                self.add_error("seat", _("Nobody has this seat in this class."))
        return data


class ReasonForm(forms.Form):
    """Why somebody's data are handed over or removed."""

    reason = forms.CharField(
        label=_("Who asked, and how?"), max_length=200,
        help_text=_("For example: the mother, by letter of 3 May. Do not write the student's name."),
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        error_messages={"required": REFUSALS["no_reason"]},
    )  # fmt: skip


class SureForm(ReasonForm):
    """The second step of an erasure: the reason again, and a tick."""

    is_sure = forms.BooleanField(
        label=_("I have checked that this is the right student, and that they or their guardian want this."),
        error_messages={"required": _("Tick the box if you are sure.")},
    )
