"""A scale in words in a content pack."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from assessments.interactions.likert.logic import FEWEST, MOST
from assessments.interactions.packing import Entries, PackQuestion, Shape

SHAPE = Shape(lists={"choices": Entries()})


def problems(question: PackQuestion) -> Iterator[tuple[str, str]]:
    """Yield field and sentence for everything that keeps the question from being asked."""
    if not FEWEST <= len(question.choices) <= MOST:
        yield "choices", _("A question has from %(low)d to %(high)d choices.") % {"low": FEWEST, "high": MOST}
