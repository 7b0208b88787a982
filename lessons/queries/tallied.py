"""Counts of a question from phones and from the room, brought together."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assessments.enums import AnswerLevel
from assessments.interactions.base import FrozenItem
from lessons.models import LiveQuestion, QuestionTally

MIXED = "mixed"


@dataclass(frozen=True)
class Together:
    """What is known of each option in all: ``bands`` instead of ``counts`` where the teacher gave those.

    ``source`` is hands, card or mixed; "" where nobody counted in the room.
    """

    counts: Sequence[int]
    people: int
    source: str = ""
    bands: Sequence[str] = ()


def tally_of(row: LiveQuestion) -> QuestionTally | None:
    """Return what was counted in the room; no query where the question was read together with it."""
    return getattr(row, "tally", None)


def together(row: LiveQuestion, item: FrozenItem, options: Sequence[str], votes: Mapping[str, int]) -> Together:
    """Return the counts of all options. What was counted in the room replaces what phones sent, and is never added.

    At level 0 that goes option by option. Above it the room's count stands alone: beside a few votes by phone, a
    teacher's own numbers would tell how those were cast.
    """
    people = votes.get("", 0)
    tally = tally_of(row)
    if tally is None:
        return Together([votes.get(option, 0) for option in options], people)
    source = MIXED if people else tally.source
    if tally.bands:
        return Together([], row.run.present or 0, source, [str(tally.bands.get(option, "")) for option in options])
    kept: Mapping[str, int] = votes if row.answer_level == AnswerLevel.KNOWLEDGE else {}
    counts = [int(tally.counts.get(option, kept.get(option, 0))) for option in options]
    if takes_several(item):
        return Together(counts, max(row.run.present or 0, people, *counts), source)
    return Together(counts, sum(counts), source)


def takes_several(item: FrozenItem) -> bool:
    """Whether one person may raise a hand for several options."""
    return getattr(item, "cardinality", "single") == "multiple"
