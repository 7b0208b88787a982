"""A question like one that the class missed, as its teacher may put it to the class."""

from dataclasses import dataclass

from assessments import interactions
from assessments.interactions.base import FrozenItem
from assessments.models import QuizAssignment
from assessments.queries import frozen_structure
from assessments.queries.similar import similar_item


@dataclass(frozen=True)
class SimilarQuestion:
    """Its words for staff: the options in the author's order, and what is right."""

    prompt: str
    options: list[str]
    right: list[str]


def similar_question(assignment: QuizAssignment, item: FrozenItem, language: str | None) -> SimilarQuestion | None:
    """Return a question of the bank about the same competency that this quiz does not ask. At most two queries."""
    version = assignment.version
    found = similar_item(item, version, frozen_structure(version), language)
    if found is None:
        return None
    kind = interactions.logic(found.frozen.kind)
    return SimilarQuestion(
        prompt=found.texts.prompt,
        options=[
            f"{kind.option_mark(found.frozen, option)}. {kind.option_text(found.frozen, found.texts, option)}"
            for option in kind.options(found.frozen)
        ],
        right=kind.key_labels(found.frozen, found.texts),
    )
