"""What kinds have in common that know no right or wrong: nothing is worth points, nothing is kept.

A kind takes these functions over as its own.
"""

from decimal import Decimal

from assessments.interactions import dont_know
from assessments.interactions.base import Answer, Cell, FeedbackEntry, FrozenItem, ItemTexts
from assessments.interactions.dont_know import DontKnow


def right_answer(frozen: FrozenItem, texts: ItemTexts) -> Answer | None:
    return None


def wrong_answers(frozen: FrozenItem, texts: ItemTexts) -> list[Answer]:
    return []


def grade(frozen: FrozenItem, answer: Answer) -> Decimal:
    """Always 0: nobody counts it."""
    return Decimal(0)


def partial_share(frozen: FrozenItem, answer: Answer) -> Decimal:
    return Decimal(0)


def cell(frozen: FrozenItem, answer: Answer | None) -> Cell:
    """As without an answer: none is kept."""
    return dont_know.DONT_KNOW_CELL if isinstance(answer, DontKnow) else dont_know.EMPTY_CELL


def right_options(frozen: FrozenItem) -> frozenset[str]:
    return frozenset()


def option_misconception(frozen: FrozenItem, texts: ItemTexts, option: str) -> str:
    return ""


def key_labels(frozen: FrozenItem, texts: ItemTexts) -> list[str]:
    return []


def feedback(frozen: FrozenItem, texts: ItemTexts, answer: Answer) -> list[FeedbackEntry]:
    """What to say to everybody."""
    return [FeedbackEntry("", "", texts.feedback)] if texts.feedback else []


def misconceptions(frozen: FrozenItem, texts: ItemTexts, answer: Answer) -> list[str]:
    return []
