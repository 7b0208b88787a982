"""Places on a picture on paper: their numbers to mark, typed as "2" or "13"."""

from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from assessments.interactions.base import Fields
from assessments.interactions.choice import paper as choice
from assessments.interactions.choice.logic import FIELD
from assessments.interactions.typed import MOST_BUBBLES, MOST_BY_DIGIT, Room, Space, TypedError


def space(view: Mapping[str, Any]) -> Space:
    """Numbers to mark; a box where there are more than a sheet has room for."""
    count, is_one = len(view["rows"]), not view["is_multiple"]
    if count > MOST_BUBBLES:
        return Space(Room.BOXES, ("",), is_one)
    return Space(Room.LETTERS, tuple(str(number) for number in range(1, count + 1)), is_one)


def allowed(view: Mapping[str, Any]) -> str:
    if len(view["rows"]) > MOST_BY_DIGIT:
        return choice.allowed(view)
    return _("1 to %(number)s") % {"number": len(view["rows"])}


def read(view: Mapping[str, Any], text: str) -> dict[str, list[str]]:
    """Numbers, or letters where there are more places than digits."""
    if len(view["rows"]) <= MOST_BY_DIGIT and any(sign.isalpha() for sign in text):
        raise TypedError
    return choice.read(view, text)


def write(view: Mapping[str, Any], fields: Fields) -> str:
    """Return numbers, as they stand on the picture."""
    if len(view["rows"]) > MOST_BY_DIGIT:
        return choice.write(view, fields)
    chosen = fields[FIELD]
    return "".join(str(number) for number, row in enumerate(view["rows"], 1) if row["id"] in chosen)
