"""How personal the answers to a question of a quiz file are; a quiz keeps answers, so it asks for knowledge only."""

from collections.abc import Iterator

from django.utils.translation import gettext as _

from assessments.enums import AnswerLevel
from cms.exchange.fields import Fields

FIELD = "answer_level"
PART = "in_class"
KEPT = ("items", "bank")
EXPERIENCE = 3  # no answer level of ours: what somebody has lived through


def read_level(entry: Fields) -> int:
    """Return the level a question says, 0 where it says none; experience is refused in words of its own."""
    level = entry.whole(FIELD, min(AnswerLevel.values), EXPERIENCE, AnswerLevel.KNOWLEDGE)
    if level == EXPERIENCE:
        entry.add(FIELD, _("Nobody is asked what they have lived through: answer levels are 0, 1 and 2."))
    return level


def level_problems(part: str, level: int) -> Iterator[tuple[str, str]]:
    """Yield field and sentence where opinions would be kept with names."""
    if level and part in KEPT:
        yield FIELD, _("A quiz takes answer level 0 only. Opinions and sensitive questions stand under in_class.")
