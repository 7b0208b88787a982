"""Hottext, pure: a choice of several whose entries are words of a text, in the author's order of their numbers."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Self

from assessments.interactions import dont_know, passages, reading
from assessments.interactions.base import Fields, FrozenError, ItemTexts, Json
from assessments.interactions.choice.logic import (
    FIELD,
    SCORING,
    Cardinality,
    FrozenChoice,
    answer_from_json,
    cell,
    fields,
    grade,
    is_option,
    misconceptions,
    option_mark,
    option_misconception,
    options,
    partial_share,
    picked,
    read_answer,
    right_answer,
    right_options,
    shuffle_order,
    wrong_answers,
)
from assessments.interactions.hottext.words import chosen_labels, feedback, key_labels, option_text

__all__ = [
    "SCORING", "answer_from_json", "cell", "chosen_labels", "feedback", "fields", "frozen_from_json", "grade",
    "is_option", "key_labels", "misconceptions", "option_mark", "option_misconception", "option_text", "options",
    "partial_share", "picked", "read_answer", "right_answer", "right_options", "shuffle_order", "texts_from_json",
    "view", "wrong_answers",
]  # fmt: skip

ITEM_FIELDS = reading.HEAD_FIELDS | {"choices", "key", "partial"}


@dataclass(frozen=True, slots=True, kw_only=True)
class FrozenHottext(FrozenChoice):
    """`choices` are the words in the order of their numbers in the text: the first is [1]."""

    kind: ClassVar[str] = "hottext"
    cardinality: Cardinality = Cardinality.MULTIPLE
    shuffle: bool = False

    def check_content(self) -> None:
        FrozenChoice.check_content(self)
        if len(self.choices) > passages.MOST_GAPS:
            raise FrozenError("choices", f"more than {passages.MOST_GAPS} words")

    @classmethod
    def from_json(cls, data: object) -> Self:
        """Raises FrozenError when the stored shape is not a hottext item."""
        fields = reading.record("item", data, ITEM_FIELDS)
        head = reading.head(fields, cls.kind)
        return cls(
            id=head.id,
            competency=head.competency,
            max_score=head.max_score,
            choices=reading.texts(fields, "choices"),
            key=frozenset(reading.texts(fields, "key")),
            partial=reading.flag(fields, "partial", default=False),
        )

    def to_json(self) -> Json:
        return {
            "id": self.id,
            "kind": self.kind,
            "competency": self.competency,
            "max_score": self.max_score,
            "choices": list(self.choices),
            "key": [choice for choice in self.choices if choice in self.key],
            **({"partial": True} if self.partial else {}),
        }


def frozen_from_json(data: object) -> FrozenHottext:
    return FrozenHottext.from_json(data)


def texts_from_json(frozen: FrozenHottext, data: object) -> ItemTexts:
    """Raises FrozenError unless every word has its text and the passage a place for each."""
    texts = reading.item_texts(data, frozen.choices)
    passages.check_gaps(texts.passage, range(1, len(frozen.choices) + 1))
    return texts


def view(frozen: FrozenHottext, texts: ItemTexts, order: Sequence[str], fields: Fields) -> Json:
    """The text in parts, and the words alone in the order of their numbers; a translation may turn them round."""
    chosen = set(fields.get(FIELD, ()))
    rows = [
        {"id": choice, "text": texts.choices[choice].text, "is_chosen": choice in chosen} for choice in frozen.choices
    ]
    parts: list[Json] = []
    for part in passages.parts(texts.passage):
        if isinstance(part, str):
            parts.append({"text": part})
        else:
            word = frozen.choices[part - 1]
            place = sum("id" in entry for entry in parts) + 1
            parts.append({**rows[part - 1], "place": place, "mark": option_mark(frozen, word)})
    return {"is_multiple": True, "rows": rows, "parts": parts, "dont_know": dont_know.CODE in chosen}
