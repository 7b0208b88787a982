"""What kinds share on paper that put one choice into each of several slots: a letter in each box, typed as "BAC"."""

from collections.abc import Sequence

from django.utils.translation import gettext as _

from assessments.interactions.base import Fields
from assessments.interactions.typed import Room, Space, TypedError, letter, letters_said, places

# The field of each slot, and the choices that it may take, in the order of their letters.
type Slots = Sequence[tuple[str, Sequence[str]]]


def space(slots: Slots) -> Space:
    return Space(Room.BOXES, tuple(str(number) for number in range(1, len(slots) + 1)), is_one_key=len(slots) == 1)


def allowed(slots: Slots) -> str:
    said = letters_said(max(len(choices) for _field, choices in slots))
    return said if len(slots) == 1 else _("one letter for each of the %(n)s places: %(letters)s") % {
        "n": len(slots), "letters": said,
    }  # fmt: skip


def read(slots: Slots, text: str) -> dict[str, list[str]]:
    """Raises TypedError unless there is one letter for every slot."""
    found = places(text, max(len(choices) for _field, choices in slots))
    if len(found) != len(slots) or any(
        place >= len(choices) for place, (_field, choices) in zip(found, slots, strict=True)
    ):
        raise TypedError
    return {field: [choices[place]] for place, (field, choices) in zip(found, slots, strict=True)}


def write(slots: Slots, fields: Fields) -> str:
    return "".join(letter(choices.index(fields[field][0])) for field, choices in slots)
