"""Order on paper: the numbers written before the lines, from the top down, typed as "2-1-3"."""

import re
from collections.abc import Mapping
from typing import Any

from django.utils.translation import gettext as _

from assessments.interactions.base import Fields
from assessments.interactions.order.logic import position_field
from assessments.interactions.typed import MOST_BY_DIGIT, Room, Space, TypedError


def space(view: Mapping[str, Any]) -> Space:
    return Space(Room.BOXES, ("",) * len(view["rows"]))


def allowed(view: Mapping[str, Any]) -> str:
    count = len(view["rows"])
    example = "-".join(str(number) for number in [2, 1, *range(3, count + 1)][:count])
    return _("the numbers from the top down, such as %(example)s") % {"example": example}


def read(view: Mapping[str, Any], text: str) -> dict[str, list[str]]:
    """Digits may stand together where one digit is one line."""
    rows = view["rows"]
    found = re.findall(r"[0-9]+", text)
    if len(found) == 1 and len(rows) <= MOST_BY_DIGIT:
        found = list(found[0])
    if sorted(found) != sorted(str(number) for number in range(1, len(rows) + 1)):
        raise TypedError
    return {position_field(row["id"]): [place] for row, place in zip(rows, found, strict=True)}


def write(view: Mapping[str, Any], fields: Fields) -> str:
    return "-".join(fields[position_field(row["id"])][0] for row in view["rows"])
