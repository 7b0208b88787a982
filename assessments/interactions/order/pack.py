"""An ordering question in a content pack: entries in their right order."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from assessments.interactions.packing import Entries, PackQuestion, Shape

SHAPE = Shape(lists={"choices": Entries()}, texts_after=("misconception", "feedback"))
FEWEST, MOST = 2, 8


def problems(question: PackQuestion) -> Iterator[tuple[str, str]]:
    """Yield field and sentence for everything that keeps the question from being asked."""
    if not FEWEST <= len(question.choices) <= MOST:
        yield "choices", _("A question has from %(low)d to %(high)d choices.") % {"low": FEWEST, "high": MOST}
    if "misconception" not in question.texts:
        yield "misconception", _("An order says what a student who gets it wrong believes.")
