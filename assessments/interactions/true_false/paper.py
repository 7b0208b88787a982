"""True or false on paper: one letter each in the reader's language, or 1 and 2."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from assessments.interactions.base import Fields
from assessments.interactions.true_false.logic import FALSE, FIELD, OPTIONS, TRUE, option_letter
from assessments.interactions.typed import Room, Space, TypedError

LATIN = {"T": TRUE, "F": FALSE}


def space(view: Mapping[str, Any]) -> Space:
    return Space(Room.LETTERS, tuple(option_letter(option) for option in OPTIONS), is_one_key=True)


def allowed(view: Mapping[str, Any]) -> str:
    return _("%(true)s or %(false)s, or 1 or 2") % {"true": option_letter(TRUE), "false": option_letter(FALSE)}


def read(view: Mapping[str, Any], text: str) -> dict[str, list[str]]:
    """The letters of the page's language come first: where they mean something else, T and F are not read."""
    own = {option_letter(option).upper(): option for option in OPTIONS}
    known = LATIN | own if set(LATIN).isdisjoint(own) else own
    value = ({"1": TRUE, "2": FALSE} | known).get(text.strip().upper())
    if value is None:
        raise TypedError
    return {FIELD: [value]}


def write(view: Mapping[str, Any], fields: Fields) -> str:
    return option_letter(fields[FIELD][0])
