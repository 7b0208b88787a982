"""Work that is handed in as files, in a content pack."""

from collections.abc import Iterator

from assessments.interactions import rubric
from assessments.interactions.packing import Link, PackQuestion, Shape, Whole
from assessments.interactions.upload.logic import MOST_FILES

SHAPE = Shape(settings={"rubric": Link("rubric", ""), "files": Whole(1, MOST_FILES, 1)})


def problems(question: PackQuestion) -> Iterator[tuple[str, str]]:
    """Yield field and sentence for everything that keeps the question from being asked."""
    yield from rubric.missing(question.settings)
