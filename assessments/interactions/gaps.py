"""What kinds share whose slots are the numbered gaps of a passage."""

from abc import abstractmethod
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar

from assessments.interactions import dont_know, passages, reading
from assessments.interactions.base import ChoiceTexts, Fields, FrozenError, ItemTexts, Json
from assessments.interactions.slots import FrozenSlots

NUMBERS = frozenset(str(number) for number in range(1, passages.MOST_GAPS + 1))


@dataclass(frozen=True, slots=True, kw_only=True)
class FrozenGaps(FrozenSlots):
    """`slots` are the gaps' numbers as text, in their order; a translation may turn the gaps round."""

    answer_name: ClassVar[str] = "gaps"
    field_prefix: ClassVar[str] = "gap-"

    @abstractmethod
    def all_choices(self) -> tuple[str, ...]:
        """Every word that some gap offers."""

    @property
    def slots(self) -> tuple[str, ...]:
        return tuple(sorted(self.solution, key=int))

    def slot_mark(self, slot: str) -> str:
        return slot

    def words(self, texts: ItemTexts, slot: str, choice: str) -> ChoiceTexts:
        return texts.choices[choice]

    def label(self, texts: ItemTexts, slot: str, choice: str) -> str:
        found = passages.surroundings(texts.passage).get(int(slot), passages.Surroundings())
        return found.around(f"[{texts.choices[choice].text}]")


def check_numbers(name: str, gaps: Collection[str]) -> None:
    """Raises FrozenError unless these are numbers of gaps, at least one."""
    if not gaps or not set(gaps) <= NUMBERS:
        raise FrozenError(name, f"not numbers of gaps from 1 to {passages.MOST_GAPS}")


def texts_from_json(frozen: FrozenGaps, data: object) -> ItemTexts:
    """Raises FrozenError unless every word has its text and the passage every gap."""
    texts = reading.item_texts(data, frozen.all_choices())
    passages.check_gaps(texts.passage, [int(gap) for gap in frozen.slots])
    return texts


def view(frozen: FrozenGaps, texts: ItemTexts, order: Sequence[str], fields: Fields) -> Json:
    """The passage in parts, each gap with what it offers in the attempt's order; and all words in that order."""
    around = passages.surroundings(texts.passage)
    shown: list[Json] = []
    for part in passages.parts(texts.passage):
        if isinstance(part, str):
            shown.append({"text": part})
            continue
        gap, number = str(part), sum("field" in entry for entry in shown) + 1
        shown.append(
            {
                "number": number,
                "field": frozen.field(gap),
                "around": around[part].around("___"),
                "chosen": next(iter(fields.get(frozen.field(gap), ())), ""),
                "choices": _named(texts.choices, [choice for choice in order if choice in frozen.offered(gap)]),
            }
        )
    return {
        "parts": shown,
        "words": _named(texts.choices, order),
        "dont_know": any(fields.get(dont_know.CODE, ())),
    }


def _named(words: Mapping[str, ChoiceTexts], choices: Sequence[str]) -> list[dict[str, str]]:
    return [{"id": choice, "text": words[choice].text} for choice in choices]
