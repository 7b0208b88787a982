"""A statement to judge in a content pack."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from assessments.interactions.packing import Flag, PackQuestion, Shape

SHAPE = Shape(
    settings={"answer": Flag()},
    texts_after=("feedback_right", "feedback_wrong", "misconception", "feedback"),
)


def problems(question: PackQuestion) -> Iterator[tuple[str, str]]:
    """Yield field and sentence for everything that keeps the statement from being asked."""
    if "misconception" not in question.texts:
        yield "misconception", _("A statement says what a student who judges it wrongly believes.")
