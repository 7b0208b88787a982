"""What an author sees of a question besides the student's page: what is right, and what is said to a wrong answer."""

from dataclasses import dataclass

from assessments import interactions
from assessments.interactions.base import FrozenItem, ItemTexts
from assessments.queries.learner import EntryRow, entry_rows

MOST_ANSWERS = 8


@dataclass(frozen=True)
class Said:
    """An answer in words and everything that a student who gives it reads."""

    labels: list[str]
    entries: list[EntryRow]
    misconceptions: list[str]


def said_to(frozen: FrozenItem, texts: ItemTexts) -> list[Said]:
    """Return the right answer first, then wrong ones that students give, the likeliest first."""
    kind = interactions.logic(frozen.kind)
    right = kind.right_answer(frozen, texts)
    answers = [*([] if right is None else [right]), *kind.wrong_answers(frozen, texts)[:MOST_ANSWERS]]
    return [
        Said(
            kind.chosen_labels(frozen, texts, answer),
            entry_rows(kind.feedback(frozen, texts, answer)),
            kind.misconceptions(frozen, texts, answer),
        )
        for answer in answers
    ]
