"""A hotspot in a content pack: the picture is the question's own."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from assessments.interactions.choice import pack as choice
from assessments.interactions.hotspot.regions import WHOLE as ALL
from assessments.interactions.hotspot.regions import Region, overlapping
from assessments.interactions.packing import Entries, Flag, OneOf, PackEntry, PackQuestion, Shape, Whole

NEEDS_PICTURE = True
FEWEST, MOST = choice.FEWEST, choice.MOST
SIDES = ("x", "y", "width", "height")
SHAPE = Shape(
    settings={"cardinality": OneOf(("single", "multiple")), "scoring": OneOf(("all", "partial"), "all")},
    lists={
        "choices": Entries(
            texts=("text", "feedback", "misconception"),
            settings={**{side: Whole(0, ALL) for side in SIDES}, "correct": Flag(default=False)},
        )
    },
)


def problems(question: PackQuestion) -> Iterator[tuple[str, str]]:
    """Yield field and sentence for everything that keeps the question from being asked."""
    yield from choice.problems(question)
    regions = [_region(entry) for entry in question.choices]
    for number, region in enumerate(regions, 1):
        if not region.is_inside:
            yield f"choices[{region.id}].x", _("Place %(number)d is not wholly on the picture.") % {"number": number}
        if region.is_small:
            yield f"choices[{region.id}].width", _("Place %(number)d is too small for a finger.") % {"number": number}
    for one, other in overlapping(regions):
        numbers = {"one": regions.index(one) + 1, "other": regions.index(other) + 1}
        yield f"choices[{other.id}].x", _("Places %(one)d and %(other)d lie over each other.") % numbers


def _region(entry: PackEntry) -> Region:
    return Region(entry.id, *(int(entry.settings.get(side, 0)) for side in SIDES))
