"""Words from the file made fit to show: short, on one line, without control characters or hidden marks."""

import re
import unicodedata

from .codes import Code
from .roster import NAME_LIMIT

# A space, the letter and its full stop.
INITIAL_ROOM = 3
# Cells are cut before they are normalised: ordering a long run of combining marks takes quadratic time.
LONGEST_CELL = 300
# An address or a number that slipped into the name column must not become a name.
NOT_A_NAME = re.compile(r"@|://|www\.|(?:\d[\s()+.-]*){5}", re.IGNORECASE)


def clean_text(value: str, limit: int) -> tuple[str, bool]:
    """The text in at most `limit` characters, and whether something had to be cut off."""
    text = unicodedata.normalize("NFC", value[:LONGEST_CELL])
    # Spaces of every kind first, so that a line break parts two words; then whatever has no shape.
    text = " ".join(text.split())
    text = "".join(char for char in text if not unicodedata.category(char).startswith("C"))
    text = " ".join(text.split())
    cut = shortened(text, limit)
    return cut, cut != text or len(value) > LONGEST_CELL


def shortened(text: str, limit: int) -> str:
    """Cut between two words where that leaves something, and never between a letter and its accent."""
    if len(text) <= limit:
        return text
    space = text.rfind(" ", 1, limit + 1)
    if space > 0:
        return text[:space].rstrip()
    end = limit
    while end > 1 and unicodedata.combining(text[end]):
        end -= 1
    return text[:end]


def given_name_of(value: str) -> tuple[str, Code | None]:
    """A name of at most 20 characters (empty when there is none that may be shown), and the remark it deserves."""
    name, was_cut = clean_text(value, NAME_LIMIT)
    if NOT_A_NAME.search(value[:LONGEST_CELL]):
        return "", Code.NAME_NOT_A_NAME
    if not any(char.isalpha() for char in name):
        return "", Code.NAME_MISSING
    return name, Code.NAME_SHORTENED if was_cut else None


def initial_of(family_name: str) -> str:
    """The first letter, upper case; empty when there is no letter."""
    text = unicodedata.normalize("NFC", family_name[:LONGEST_CELL])
    return next((char.upper()[:1] for char in text if char.isalpha()), "")


def with_room_for_initial(given_name: str) -> str:
    return shortened(given_name, NAME_LIMIT - INITIAL_ROOM)
