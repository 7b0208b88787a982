"""A region, a town or village, an institution: new ones and new names."""

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _

from institutions.enums import CentreKind, InstitutionKind

OFF = {"autocomplete": "off"}


class NameForm(forms.Form):
    """What a place is called."""

    name = forms.CharField(label=_("Name"), max_length=100, widget=forms.TextInput(attrs=OFF))


class RegionForm(NameForm):
    """A new region."""

    country = forms.RegexField(
        r"^[A-Za-z]{2}$",
        label=_("Country"),
        help_text=_("Two letters, such as UA, MD or KG."),
        error_messages={"invalid": _("Write the two letters of the country, such as UA.")},
        widget=forms.TextInput(attrs=OFF),
    )

    def clean_country(self) -> str:
        """Return capitals."""
        country: str = self.cleaned_data["country"]
        return country.upper()


class CentreForm(NameForm):
    """A new town or village."""

    kind = forms.ChoiceField(label=_("Town or village"), choices=CentreKind.choices)


class InstitutionForm(NameForm):
    """A new institution."""

    kind = forms.ChoiceField(
        label=_("What it is"),
        choices=InstitutionKind.choices,
        help_text=_("A boarding institution keeps no names from the first day: its students are numbers and drawings."),
    )
    language = forms.ChoiceField(label=_("Language of new classes"), choices=settings.LANGUAGES)
