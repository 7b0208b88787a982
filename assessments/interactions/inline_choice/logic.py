"""Inline choice, pure: the frozen item and its shuffle; the rest is that of every kind with gaps."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar, Self

from assessments.interactions import passages, reading
from assessments.interactions.base import FrozenError, Json, Scoring
from assessments.interactions.gaps import NUMBERS, FrozenGaps, check_numbers, texts_from_json, view
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
ITEM_FIELDS = reading.HEAD_FIELDS | {"gaps", "key", "partial"}
MOST_CHOICES = passages.MOST_GAPS * reading.MAX_CHOICES


@dataclass(frozen=True, slots=True, kw_only=True)
class FrozenInlineChoice(FrozenGaps):
    """`gaps` holds the choices of each gap in the author's order (A, B, C), `key` the right ones, one a gap."""

    kind: ClassVar[str] = "inline_choice"
    gaps: Mapping[str, tuple[str, ...]]
    key: frozenset[str]

    def check_content(self) -> None:
        check_numbers("gaps", self.gaps)
        for choices in self.gaps.values():
            reading.check_choices(choices, "gaps")
            if len(self.key.intersection(choices)) != 1:
                raise FrozenError("key", "does not hold exactly one choice of every gap")
        reading.check_choices(self.all_choices(), "gaps", most=MOST_CHOICES)
        if not self.key <= set(self.all_choices()):
            raise FrozenError("key", "names a choice that is not there")

    @classmethod
    def from_json(cls, data: object) -> Self:
        """Raises FrozenError when the stored shape is not an inline choice item."""
        fields = reading.record("item", data, ITEM_FIELDS)
        head = reading.head(fields, cls.kind)
        gaps = reading.record("gaps", fields.get("gaps"), NUMBERS)
        return cls(
            id=head.id,
            competency=head.competency,
            max_score=head.max_score,
            gaps={gap: reading.texts(gaps, gap) for gap in gaps},
            key=frozenset(reading.texts(fields, "key")),
            partial=reading.flag(fields, "partial", default=False),
        )

    def to_json(self) -> Json:
        return {
            "id": self.id,
            "kind": self.kind,
            "competency": self.competency,
            "max_score": self.max_score,
            "gaps": {gap: list(self.gaps[gap]) for gap in self.slots},
            "key": [choice for choice in self.all_choices() if choice in self.key],
            **({"partial": True} if self.partial else {}),
        }

    def all_choices(self) -> tuple[str, ...]:
        return tuple(choice for gap in sorted(self.gaps, key=int) for choice in self.gaps[gap])

    @property
    def solution(self) -> Mapping[str, str]:
        return {gap: choice for gap, choices in self.gaps.items() for choice in choices if choice in self.key}

    def offered(self, slot: str) -> tuple[str, ...]:
        return self.gaps[slot]


def frozen_from_json(data: object) -> FrozenInlineChoice:
    return FrozenInlineChoice.from_json(data)


def shuffle_order(frozen: FrozenInlineChoice, rng_seed: str | int) -> list[str]:
    """All choices, mixed; each gap shows its own in that order."""
    return shuffled(frozen.all_choices(), seed=rng_seed, item_id=frozen.id)
