"""Gap match, pure: the frozen item and its shuffle; the rest is that of every kind with gaps."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Self

from assessments.interactions import reading
from assessments.interactions.base import FrozenError, Json, Scoring
from assessments.interactions.gaps import FrozenGaps, check_numbers, texts_from_json, view
from assessments.interactions.shuffling import shuffled
from assessments.interactions.slots import (
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
ITEM_FIELDS = reading.HEAD_FIELDS | {"choices", "key", "partial"}


@dataclass(frozen=True, slots=True, kw_only=True)
class FrozenGapMatch(FrozenGaps):
    """`choices` in the author's order (it gives the letters A, B, C); `key` names the gap of each that has one."""

    kind: ClassVar[str] = "gap_match"
    once: ClassVar[bool] = True
    choices: tuple[str, ...]
    key: Mapping[str, str]

    def check_content(self) -> None:
        reading.check_choices(self.choices)
        if not set(self.key) <= set(self.choices):
            raise FrozenError("key", "names a word that is not there")
        check_numbers("key", self.key.values())
        if len(set(self.key.values())) != len(self.key):
            raise FrozenError("key", "a gap has two right words")

    @classmethod
    def from_json(cls, data: object) -> Self:
        """Raises FrozenError when the stored shape is not a gap match item."""
        fields = reading.record("item", data, ITEM_FIELDS)
        head = reading.head(fields, cls.kind)
        return cls(
            id=head.id,
            competency=head.competency,
            max_score=head.max_score,
            choices=reading.texts(fields, "choices"),
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
            "key": {choice: self.key[choice] for choice in self.choices if choice in self.key},
            **({"partial": True} if self.partial else {}),
        }

    @property
    def solution(self) -> Mapping[str, str]:
        return {gap: choice for choice, gap in self.key.items()}

    def all_choices(self) -> tuple[str, ...]:
        return self.choices

    def offered(self, slot: str) -> tuple[str, ...]:
        return self.choices


def frozen_from_json(data: object) -> FrozenGapMatch:
    return FrozenGapMatch.from_json(data)


def shuffle_order(frozen: FrozenGapMatch, rng_seed: str | int) -> list[str]:
    """The words, mixed."""
    return shuffled(frozen.choices, seed=rng_seed, item_id=frozen.id)
