"""Choice on paper: letters to mark, typed as "B" or "AC"."""

from collections.abc import Mapping
from typing import Any

from assessments.interactions.base import Fields
from assessments.interactions.choice.logic import FIELD
from assessments.interactions.typed import MOST_BUBBLES, Room, Space, TypedError, letter, letters, letters_said, places


def space(view: Mapping[str, Any]) -> Space:
    """Letters to mark; a box where there are more than a sheet has letters for."""
    count, is_one = len(view["rows"]), not view["is_multiple"]
    if count > MOST_BUBBLES:
        return Space(Room.BOXES, ("",), is_one)
    return Space(Room.LETTERS, letters(count), is_one)


def allowed(view: Mapping[str, Any]) -> str:
    return letters_said(len(view["rows"]))


def read(view: Mapping[str, Any], text: str) -> dict[str, list[str]]:
    rows = view["rows"]
    found = places(text, len(rows))
    if not found or (len(found) > 1 and not view["is_multiple"]):
        raise TypedError
    return {FIELD: [rows[place]["id"] for place in sorted(set(found))]}


def write(view: Mapping[str, Any], fields: Fields) -> str:
    return "".join(letter(place) for place, row in enumerate(view["rows"]) if row["id"] in fields[FIELD])
