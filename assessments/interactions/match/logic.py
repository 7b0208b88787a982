"""Match, pure: the frozen item, its view and its shuffle; marking is that of every kind with slots."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import ClassVar, Self

from assessments.interactions import dont_know, reading
from assessments.interactions.base import ChoiceTexts, Fields, FrozenError, ItemTexts, Json, Scoring
from assessments.interactions.shuffling import shuffled
from assessments.interactions.slots import (
    FrozenSlots,
    answer_from_json,
    cell,
    chosen_labels,
    feedback,
    fields,
    grade,
    is_option,
    key_labels,
    misconceptions,
    option_mark,
    option_misconception,
    option_text,
    options,
    partial_share,
    picked,
    read_answer,
    right_answer,
    right_options,
    wrong_answers,
)

__all__ = [
    "SCORING", "answer_from_json", "cell", "chosen_labels", "feedback", "fields", "frozen_from_json", "grade",
    "is_option", "key_labels", "misconceptions", "option_mark", "option_misconception", "option_text", "options",
    "partial_share", "picked", "read_answer", "right_answer", "right_options", "shuffle_order", "texts_from_json",
    "view", "wrong_answers",
]  # fmt: skip

SCORING = Scoring.KEY
ITEM_FIELDS = reading.HEAD_FIELDS | {"choices", "targets", "key", "partial"}


@dataclass(frozen=True, slots=True, kw_only=True)
class FrozenMatch(FrozenSlots):
    """`choices` are the left sides (1, 2, 3), `targets` the right sides (A, B, C), `key` the target of each choice.

    A target may serve several choices or none.
    """

    kind: ClassVar[str] = "match"
    answer_name: ClassVar[str] = "pairs"
    field_prefix: ClassVar[str] = "target-"
    choices: tuple[str, ...]
    targets: tuple[str, ...]
    key: Mapping[str, str]

    def check_content(self) -> None:
        reading.check_choices(self.choices)
        reading.check_choices(self.targets, "targets")
        if set(self.choices) & set(self.targets):
            raise FrozenError("targets", "one of them is a choice as well")
        if set(self.key) != set(self.choices) or not set(self.key.values()) <= set(self.targets):
            raise FrozenError("key", "does not give every choice one of the targets")

    @classmethod
    def from_json(cls, data: object) -> Self:
        """Raises FrozenError when the stored shape is not a match item."""
        fields = reading.record("item", data, ITEM_FIELDS)
        head = reading.head(fields, cls.kind)
        return cls(
            id=head.id,
            competency=head.competency,
            max_score=head.max_score,
            choices=reading.texts(fields, "choices"),
            targets=reading.texts(fields, "targets"),
            key=reading.words_by_name(fields, "key"),
            partial=reading.flag(fields, "partial", default=False),
        )

    def to_json(self) -> Json:
        return {
            "id": self.id,
            "kind": self.kind,
            "competency": self.competency,
            "max_score": self.max_score,
            "choices": list(self.choices),
            "targets": list(self.targets),
            "key": {choice: self.key[choice] for choice in self.choices},
            **({"partial": True} if self.partial else {}),
        }

    @property
    def slots(self) -> tuple[str, ...]:
        return self.choices

    @property
    def solution(self) -> Mapping[str, str]:
        return self.key

    def offered(self, slot: str) -> tuple[str, ...]:
        return self.targets

    def slot_mark(self, slot: str) -> str:
        return str(self.choices.index(slot) + 1)

    def words(self, texts: ItemTexts, slot: str, choice: str) -> ChoiceTexts:
        return texts.choices[slot]

    def label(self, texts: ItemTexts, slot: str, choice: str) -> str:
        return f"{texts.choices[slot].text} \N{EN DASH} {texts.choices[choice].text}"


def frozen_from_json(data: object) -> FrozenMatch:
    return FrozenMatch.from_json(data)


def texts_from_json(frozen: FrozenMatch, data: object) -> ItemTexts:
    """Raises FrozenError unless both sides have all their texts."""
    return reading.item_texts(data, (*frozen.choices, *frozen.targets))


def view(frozen: FrozenMatch, texts: ItemTexts, order: Sequence[str], fields: Fields) -> Json:
    """Rows and targets in the attempt's order; a target's value is its own identifier and says nothing of the row."""
    return {
        "rows": [
            {
                "field": frozen.field(choice),
                "text": texts.choices[choice].text,
                "chosen": next(iter(fields.get(frozen.field(choice), ())), ""),
            }
            for choice in order
            if choice in frozen.choices
        ],
        "targets": [{"id": target, "text": texts.choices[target].text} for target in order if target in frozen.targets],
        "dont_know": any(fields.get(dont_know.CODE, ())),
    }


def shuffle_order(frozen: FrozenMatch, rng_seed: str | int) -> list[str]:
    """The left sides in the author's order, then the right sides mixed."""
    return [*frozen.choices, *shuffled(frozen.targets, seed=rng_seed, item_id=frozen.id)]
