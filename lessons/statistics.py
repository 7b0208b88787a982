"""What may be told about counted answers: thresholds, small numbers and bands, by how personal a question is."""

from collections.abc import Sequence
from dataclasses import dataclass

from lessons.enums import Band

KNOWLEDGE, OPINION, SENSITIVE = 0, 1, 2
# Fewer answers than this say nothing, or too much.
LEAST = {KNOWLEDGE: 0, OPINION: 5, SENSITIVE: 8}
SMALL = 3
NEAREST = 5
MOST_SHARE, HALF_SHARE = 0.6, 0.4
# Up to this share of the class, in per cent, a band reaches.
BANDS = ((15, Band.FEW), (39, Band.SOME), (60, Band.HALF), (84, Band.MOST))


@dataclass(frozen=True, slots=True)
class Told:
    """What is told about one option: an exact ``count``, ``about`` so many, ``is_few``, ``is_nearly_all``."""

    count: int | None = None
    about: int | None = None
    is_few: bool = False
    is_nearly_all: bool = False


def told(counts: Sequence[int], people: int, level: int) -> list[Told] | None:
    """Return what the teacher is told of each option; None while too few have answered."""
    if people < LEAST[level]:
        return None
    if level == SENSITIVE:
        return _sensitive(counts, people)
    if level == OPINION and max(counts, default=0) >= people - 1:
        # Whether it was all of them or all but one stays open; so does where that one stands.
        return [Told(is_nearly_all=True) if count >= people - 1 else Told(is_few=True) for count in counts]
    return [Told(count=count) for count in counts]


def _sensitive(counts: Sequence[int], people: int) -> list[Told]:
    """Hide 0, 1 and 2; then round the others, and the largest by what those leave open, never by what was hidden."""
    small = [count < SMALL for count in counts]
    if not any(small):
        return [Told(count=count) for count in counts]
    rounded = [0 if hidden else _round(count) for count, hidden in zip(counts, small, strict=True)]
    largest = max(range(len(counts)), key=lambda place: counts[place])
    if not small[largest]:
        rounded[largest] = _round(people - (sum(rounded) - rounded[largest]) - sum(small))
    return [Told(is_few=True) if hidden else Told(about=about) for about, hidden in zip(rounded, small, strict=True)]


def _round(number: int) -> int:
    return max(NEAREST, NEAREST * round(number / NEAREST))


def most_said(rows: Sequence[Told], people: int) -> tuple[int, bool] | None:
    """Return the option that most chose (True) or about half (False), from what the teacher is told; None: spread."""
    known = [row.about if row.about is not None else row.count or 0 for row in rows]
    place = max(range(len(known)), key=lambda one: known[one])
    share = known[place] / people
    if share >= MOST_SHARE:
        return place, True
    return (place, False) if share >= HALF_SHARE else None


def band_of(count: int, people: int) -> Band:
    """Return about how many that is of so many people."""
    share = round(100 * count / people) if people else 0
    return next((band for up_to, band in BANDS if share <= up_to), Band.ALL)
