"""A text with choices in its gaps in a content pack."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from assessments.interactions import passages
from assessments.interactions.packing import Entries, Flag, OneOf, PackQuestion, Shape, Whole

SHAPE = Shape(
    settings={"scoring": OneOf(("all", "partial"), "all")},
    texts_before=("prompt", "passage"),
    lists={
        "choices": Entries(
            texts=("text", "feedback", "misconception"),
            settings={"gap": Whole(1, passages.MOST_GAPS), "correct": Flag(default=False)},
        ),
    },
)
FEWEST, MOST = 2, 8


def problems(question: PackQuestion) -> Iterator[tuple[str, str]]:
    """Yield field and sentence for everything that keeps the question from being asked."""
    passage = question.texts.get("passage", "")
    gaps = passages.gaps(passage)
    if not gaps or not passages.are_numbered(passage):
        yield "passage", _("The text has gaps numbered [1], [2] and so on, each once.")
    for gap in sorted(set(gaps)):
        offered = [choice for choice in question.choices if choice.settings.get("gap") == gap]
        if not FEWEST <= len(offered) <= MOST:
            message = _("The gap [%(gap)d] offers from %(low)d to %(high)d choices.")
            yield "choices", message % {"gap": gap, "low": FEWEST, "high": MOST}
        if sum(choice.is_correct for choice in offered) != 1:
            yield "choices", _("The gap [%(gap)d] has exactly one right choice.") % {"gap": gap}
    for choice in question.choices:
        if choice.settings.get("gap") not in gaps:
            yield f"choices[{choice.id}].gap", _("The text has no such gap.")
        if not choice.is_correct and "misconception" not in choice.texts:
            yield f"choices[{choice.id}].misconception", _("A wrong choice says what a student who picks it believes.")
