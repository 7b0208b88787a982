"""The names of countries in the reader's language."""

from django import template
from django.utils.translation import gettext_lazy as _

register = template.Library()

NAMES = {
    "AL": _("Albania"),
    "CZ": _("Czechia"),
    "KG": _("Kyrgyzstan"),
    "KZ": _("Kazakhstan"),
    "MD": _("Moldova"),
    "RO": _("Romania"),
    "TJ": _("Tajikistan"),
    "UA": _("Ukraine"),
    "UZ": _("Uzbekistan"),
}


@register.filter
def country_name(code: str) -> str:
    """Return the name of a country we write about, else its two letters."""
    return str(NAMES.get(code, code))
