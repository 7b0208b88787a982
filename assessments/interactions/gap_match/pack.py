"""A text with gaps and words for them in a content pack; a word without a gap fits nowhere."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from assessments.interactions import passages
from assessments.interactions.packing import Entries, OneOf, PackQuestion, Shape, Whole

SHAPE = Shape(
    settings={"scoring": OneOf(("all", "partial"), "all")},
    texts_before=("prompt", "passage"),
    lists={
        "choices": Entries(
            texts=("text", "feedback", "misconception"), settings={"gap": Whole(0, passages.MOST_GAPS, 0)}
        ),
    },
)
FEWEST, MOST = 2, 20


def problems(question: PackQuestion) -> Iterator[tuple[str, str]]:
    """Yield field and sentence for everything that keeps the question from being asked."""
    passage = question.texts.get("passage", "")
    filled = sorted(gap for choice in question.choices if (gap := choice.settings.get("gap")))
    if not passages.gaps(passage) or not passages.are_numbered(passage):
        yield "passage", _("The text has gaps numbered [1], [2] and so on, each once.")
    elif filled != sorted(passages.gaps(passage)):
        yield "choices", _("Every gap of the text has exactly one right word.")
    if not FEWEST <= len(question.choices) <= MOST:
        yield "choices", _("A question has from %(low)d to %(high)d words.") % {"low": FEWEST, "high": MOST}
    for choice in question.choices:
        if "misconception" not in choice.texts:
            yield f"choices[{choice.id}].misconception", _("A word says what a student who misplaces it believes.")
