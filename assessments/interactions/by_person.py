"""What kinds have in common that a person marks by a rubric: no key, and nothing to count before it is marked.

A kind takes these functions over as its own.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from assessments.interactions import dont_know, rubric
from assessments.interactions.base import Answer, Cell, CellState, FrozenItem, ItemTexts
from assessments.interactions.dont_know import DontKnow
from assessments.interactions.rubric import Criterion
from assessments.interactions.unscored import (
    feedback,
    grade,
    key_labels,
    misconceptions,
    option_misconception,
    partial_share,
    right_answer,
    right_options,
    wrong_answers,
)

__all__ = [
    "FrozenWork",
    "cell",
    "feedback",
    "grade",
    "is_option",
    "key_labels",
    "misconceptions",
    "option_mark",
    "option_misconception",
    "option_text",
    "options",
    "partial_share",
    "picked",
    "right_answer",
    "right_options",
    "shuffle_order",
    "wrong_answers",
]

WAITING_CELL = Cell(CellState.WAITING, "\N{HORIZONTAL ELLIPSIS}")


@dataclass(frozen=True, slots=True, kw_only=True)
class FrozenWork(FrozenItem):
    """Work that is handed in: what it is worth is what its criteria are worth together."""

    is_online_only: ClassVar[bool] = True
    criteria: tuple[Criterion, ...]

    def check_content(self) -> None:
        rubric.check_criteria(self.criteria, self.max_score)


def cell(frozen: FrozenItem, answer: Answer | None) -> Cell:
    """How it stands before somebody has marked it."""
    if answer is None:
        return dont_know.EMPTY_CELL
    return dont_know.DONT_KNOW_CELL if isinstance(answer, DontKnow) else WAITING_CELL


def shuffle_order(frozen: FrozenItem, rng_seed: str | int) -> list[str]:
    """Nothing to shuffle."""
    return []


def options(frozen: FrozenItem) -> tuple[str, ...]:
    return ()


def is_option(frozen: FrozenItem, option: str) -> bool:
    return False


def picked(frozen: FrozenItem, answer: Answer) -> tuple[str, ...]:
    return ()


def option_mark(frozen: FrozenItem, option: str) -> str:
    return ""


def option_text(frozen: FrozenItem, texts: ItemTexts, option: str) -> str:
    return ""


def criteria_of(item: FrozenItem) -> Sequence[Criterion]:
    """The criteria of an item; none where nobody marks it."""
    return item.criteria if isinstance(item, FrozenWork) else ()
