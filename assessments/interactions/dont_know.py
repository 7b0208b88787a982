"""The answer that every kind accepts: "I don't know", which scores 0 and is no mistake."""

from dataclasses import dataclass

from django.utils.translation import gettext

from assessments.interactions.base import Cell, CellState, Form, Json

CODE = "dont_know"  # the form field, the value inside a radio group, and the row in statistics
MARK = "?"


@dataclass(frozen=True, slots=True)
class DontKnow:
    """The student said openly that the answer is not known."""

    def to_json(self) -> Json:
        return {CODE: True}


DONT_KNOW = DontKnow()
DONT_KNOW_CELL = Cell(CellState.DONT_KNOW, MARK)
EMPTY_CELL = Cell(CellState.EMPTY, "\N{EN DASH}")


def label() -> str:
    """The words beside the option, in the reader's language."""
    return gettext("I don't know")


def is_ticked(post: Form, field: str) -> bool:
    """Whether the form says so: as a value of the kind's own field (radio group) or as a box of its own."""
    return CODE in post.getlist(field) or any(post.getlist(CODE))
