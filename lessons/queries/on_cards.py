"""What a printed card can say of a question: one of its first four answers."""

from assessments.interactions import dont_know
from lessons.queries.asked import Asked
from lessons.queries.tallied import takes_several

LETTERS = "ABCD"


def card_options(asked: Asked) -> dict[str, str]:
    """Return the option that each side of a card stands for, by its letter; empty where four sides are too few.

    "I don't know" is a card that stays down.
    """
    options = [option.id for option in asked.options if option.id != dont_know.CODE]
    if takes_several(asked.item) or len(options) > len(LETTERS):
        return {}
    return dict(zip(LETTERS, options, strict=False))
