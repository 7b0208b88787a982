"""Places on a picture as other systems draw them, turned into ours: rectangles in whole per cent."""

from collections.abc import Sequence
from dataclasses import dataclass

from assessments.exchange.banks.base import Reason
from assessments.exchange.banks.building import Source
from assessments.exchange.banks.drafts import letters, texts
from assessments.interactions.hotspot.regions import SMALLEST, WHOLE
from assessments.interactions.packing import CHOICES, PackEntry, PackQuestion, Value


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A rectangle in per cent of the picture, or the one around a circle."""

    left: float
    top: float
    right: float
    bottom: float
    is_right: bool
    name: str = ""
    feedback: str = ""


def hotspot(
    source: Source, prompt: str, places: Sequence[Place], *, single: bool, feedback: str = ""
) -> tuple[str, PackQuestion]:
    """One right place or several; places without a name get a number, which is told."""
    if not all(place.name for place in places):
        source.note(Reason.PLACES_UNNAMED)
    entries = tuple(
        PackEntry(
            letters(number),
            texts(text=place.name or f"{number + 1}", feedback=place.feedback),
            {**_sides(place), "correct": place.is_right},
        )
        for number, place in enumerate(places)
    )
    settings: dict[str, Value] = {"cardinality": "single" if single else "multiple", "scoring": "all"}
    return "hotspot", PackQuestion(texts(prompt=prompt, feedback=feedback), {CHOICES: entries}, settings)


def _sides(place: Place) -> dict[str, Value]:
    x, width = _side(place.left, place.right)
    y, height = _side(place.top, place.bottom)
    return {"x": x, "y": y, "width": width, "height": height}


def _side(low: float, high: float) -> tuple[int, int]:
    """Return start and length on the picture, at least as long as a finger needs."""
    start = min(max(0, round(low)), WHOLE - SMALLEST)
    end = max(min(WHOLE, round(high)), start + SMALLEST)
    return start, end - start
