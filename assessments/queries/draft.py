"""A quiz as its author has put it together, question by question."""

from dataclasses import dataclass

from assessments.enums import AnswerLevel
from assessments.interactions.base import FrozenItem, ItemTexts
from assessments.interactions.faults import Fault
from assessments.models import Item, Quiz


@dataclass(frozen=True)
class Asked:
    """A question of the draft; ``frozen`` and ``texts`` are None while it cannot be asked.

    ``refusal`` says why where ``faults`` do not.
    """

    row: Item
    faults: tuple[Fault, ...]
    frozen: FrozenItem | None
    texts: ItemTexts | None
    refusal: str = ""
    media_faults: tuple[tuple[str, str], ...] = ()

    @property
    def is_personal(self) -> bool:
        """Whether it asks for more than a quiz may store."""
        return self.row.answer_level != AnswerLevel.KNOWLEDGE


@dataclass(frozen=True)
class Draft:
    """What the author has put together; ``lost`` counts entries whose question is no longer in the bank."""

    quiz: Quiz
    asked: tuple[Asked, ...]
    lost: int = 0

    @property
    def whole(self) -> list[tuple[Asked, FrozenItem, ItemTexts]]:
        """Return the questions that can be asked."""
        return [(one, one.frozen, one.texts) for one in self.asked if one.frozen is not None and one.texts is not None]
