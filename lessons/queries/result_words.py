"""What is told of counted answers, in words and as the length of a bar."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from lessons import statistics
from lessons.enums import Band


@dataclass(frozen=True)
class ResultRow:
    """One option: ``value`` in words, ``percent`` of the people for its bar where the number is exact."""

    mark: str
    text: str
    is_right: bool
    value: str = ""
    percent: int | None = None


def in_words(one: statistics.Told, people: int) -> str:
    """Return what is told of one option."""
    if one.is_nearly_all:
        return _("nearly all")
    if one.is_few:
        return _("fewer than 3")
    if one.about is not None:
        return _("about %(number)s") % {"number": one.about}
    return _("%(count)s of %(people)s") % {"count": one.count, "people": people}


def bar_of(one: statistics.Told, people: int) -> int | None:
    """Return the length of an option's bar in per cent; None where its number is not told."""
    return None if one.count is None else round(100 * one.count / people)


def in_one_sentence(rows: Sequence[ResultRow], found: tuple[int, bool] | None) -> str:
    """Return what the wall may say of a sensitive question."""
    if found is None:
        return _("Opinions differ.")
    place, is_most = found
    words = _("Most said: %(text)s") if is_most else _("About half said: %(text)s")
    return words % {"text": rows[place].text}


def band_words(band: str) -> str:
    """Return a band in words; "" where none was given."""
    return str(Band(band).label) if band else ""


def most_by_band(bands: Sequence[str]) -> tuple[int, bool] | None:
    """Return the option that most (True) or about half (False) raised a hand for; None where opinions differ."""
    for place, band in enumerate(bands):
        if band in (Band.MOST, Band.ALL):
            return place, True
    return (bands.index(Band.HALF), False) if Band.HALF in bands else None
