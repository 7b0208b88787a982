"""A slider in a content pack."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from assessments.interactions.packing import PackQuestion, Shape, Whole
from assessments.interactions.slider.logic import ENDS, FURTHEST, scale_fault

SHAPE = Shape(
    settings={
        "low": Whole(-FURTHEST, FURTHEST),
        "high": Whole(-FURTHEST, FURTHEST),
        "step": Whole(1, FURTHEST, 1),
    },
    texts_before=("prompt", "passage"),
)


def problems(question: PackQuestion) -> Iterator[tuple[str, str]]:
    """Yield field and sentence for everything that keeps the question from being asked."""
    low, high, step = (int(question.settings.get(name, 0)) for name in ("low", "high", "step"))
    fault = scale_fault(low, high, max(1, step))
    if fault is not None:
        yield fault[0], _("The slider does not lead from one end to the other in whole steps, 1000 at most.")
    ends = [end.strip() for end in question.texts.get("passage", "").split(ENDS)]
    if len(ends) != len(("low", "high")) or not all(ends):
        yield "passage", _("Say what both ends mean, with “|” between: “never | always”.")
