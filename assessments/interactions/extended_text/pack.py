"""A text that a person marks, in a content pack."""

from collections.abc import Iterator

from assessments.interactions import rubric
from assessments.interactions.extended_text.logic import MOST_WORDS
from assessments.interactions.packing import Link, PackQuestion, Shape, Whole

SHAPE = Shape(settings={"rubric": Link("rubric", ""), "words": Whole(0, MOST_WORDS, 0)})


def problems(question: PackQuestion) -> Iterator[tuple[str, str]]:
    """Yield field and sentence for everything that keeps the question from being asked."""
    yield from rubric.missing(question.settings)
