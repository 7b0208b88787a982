"""The library as its visitors search it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.conf import settings
from django.utils.translation import gettext as _

from curriculum.enums import ResourceAudience, ResourceKind
from curriculum.models import Resource, ResourceQuerySet

FILTERS = ("kind", "audience", "language")


@dataclass(frozen=True, slots=True)
class Choice:
    """One select of the form above the list."""

    name: str
    label: str
    options: Sequence[tuple[str, str]]
    chosen: str


def library_choices(wanted: Mapping[str, str], language: str) -> list[Choice]:
    """Return the selects with what is chosen; the reader's language at first, "" means all."""
    options = {
        "kind": (_("Kind"), [(value, str(label)) for value, label in ResourceKind.choices], ""),
        "audience": (_("For whom"), [(value, str(label)) for value, label in ResourceAudience.choices], ""),
        "language": (_("Language"), [(code, _(str(name))) for code, name in settings.LANGUAGES], language),
    }
    choices = []
    for name, (label, values, usual) in options.items():
        asked = wanted.get(name, usual)
        known = asked if asked in dict(values) else ""
        choices.append(Choice(name, label, [("", _("All")), *values], known))
    return choices


def in_library(found: ResourceQuerySet, choices: Sequence[Choice], *, easy: bool) -> ResourceQuerySet:
    """Return what fits the choices, in the order of their titles."""
    fields = {"kind": "kind", "audience": "audience", "language": "locale__language_code"}
    found = found.filter(**{fields[one.name]: one.chosen for one in choices if one.chosen})
    return (found.filter(is_easy_read=True) if easy else found).order_by("kind", "title", "pk")


def other_languages(found: ResourceQuerySet, resource: Resource) -> ResourceQuerySet:
    """Return the same thing in its other languages, of what the visitor may see."""
    same = found.filter(translation_key=resource.translation_key)
    return same.exclude(pk=resource.pk).order_by("locale__language_code")
