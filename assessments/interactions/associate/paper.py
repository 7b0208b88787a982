"""Pairs on paper: two letters a pair, typed as "AC BD"."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from assessments.interactions.base import Fields
from assessments.interactions.typed import Room, Space, TypedError, letter, places

PAIR = 2


def space(view: Mapping[str, Any]) -> Space:
    return Space(Room.BOXES, ("",) * len(view["numbers"]))


def allowed(view: Mapping[str, Any]) -> str:
    return _("the letters of each pair, A to %(last)s, such as AC BD") % {"last": letter(len(view["rows"]) - 1)}


def read(view: Mapping[str, Any], text: str) -> dict[str, list[str]]:
    rows = view["rows"]
    found = places(text, len(rows))
    pairs = len(found) // PAIR
    if not found or len(found) % PAIR or len(set(found)) != len(found) or pairs > len(view["numbers"]):
        raise TypedError
    return {rows[place]["field"]: [view["numbers"][spot // PAIR]] for spot, place in enumerate(found)}


def write(view: Mapping[str, Any], fields: Fields) -> str:
    pairs: dict[str, str] = {}
    for place, row in enumerate(view["rows"]):
        for number in fields.get(row["field"], ()):
            pairs[number] = pairs.get(number, "") + letter(place)
    return " ".join(pairs[number] for number in sorted(pairs, key=int))
