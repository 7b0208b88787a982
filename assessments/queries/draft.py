"""A quiz as its author has put it together, question by question."""

from dataclasses import dataclass

from assessments.enums import AnswerLevel
from assessments.interactions.base import FrozenItem, ItemTexts
from assessments.interactions.faults import Fault
from assessments.models import Item, Quiz
from curriculum.models import Competency


@dataclass(frozen=True)
class Asked:
    """A question of the draft; ``frozen`` and ``texts`` are None while it cannot be asked.

    ``refusal`` says why where ``faults`` do not. ``draw`` names the draw in whose pool it lies, ``form`` the one form
    that asks it.
    """

    row: Item
    faults: tuple[Fault, ...]
    frozen: FrozenItem | None
    texts: ItemTexts | None
    refusal: str = ""
    media_faults: tuple[tuple[str, str], ...] = ()
    draw: str = ""
    form: str = ""
    is_critical: bool = False

    @property
    def is_personal(self) -> bool:
        """Whether it asks for more than a quiz may store."""
        return self.row.answer_level != AnswerLevel.KNOWLEDGE


@dataclass(frozen=True)
class DraftDraw:
    """A draw of the draft; ``shared`` are questions that an earlier draw of the quiz has taken into its pool."""

    id: str
    count: int
    competency: Competency | None
    difficulty: str
    shared: tuple[Item, ...] = ()


@dataclass(frozen=True)
class Draft:
    """What the author has put together, pools included; ``lost`` counts entries whose question is gone."""

    quiz: Quiz
    asked: tuple[Asked, ...]
    lost: int = 0
    draws: tuple[DraftDraw, ...] = ()

    @property
    def whole(self) -> list[tuple[Asked, FrozenItem, ItemTexts]]:
        """Return the questions that can be asked."""
        return [(one, one.frozen, one.texts) for one in self.asked if one.frozen is not None and one.texts is not None]

    @property
    def fixed(self) -> list[Asked]:
        """Return the questions that are not drawn."""
        return [one for one in self.asked if not one.draw]

    def pool(self, draw: DraftDraw) -> list[Asked]:
        """Return what a draw chooses from."""
        return [one for one in self.asked if one.draw == draw.id]
