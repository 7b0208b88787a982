"""A text with words to mark in a content pack."""

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
FEWEST = 2


def problems(question: PackQuestion) -> Iterator[tuple[str, str]]:
    """Yield field and sentence for everything that keeps the question from being asked."""
    passage = question.texts.get("passage", "")
    places = passages.gaps(passage)
    if len(places) < FEWEST or not passages.are_numbered(passage):
        message = _("The text has at least two places numbered [1], [2] and so on, each once, and %(most)d at most.")
        yield "passage", message % {"most": passages.MOST_GAPS}
    if sorted(places) != sorted(int(choice.settings.get("gap", 0)) for choice in question.choices):
        yield "choices", _("Every number in the text has one word, and every word a number.")
    if not any(choice.is_correct for choice in question.choices):
        yield "choices", _("No word is marked as right.")
    for choice in question.choices:
        if not choice.is_correct and "misconception" not in choice.texts:
            yield f"choices[{choice.id}].misconception", _("A wrong choice says what a student who picks it believes.")
