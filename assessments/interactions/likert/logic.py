"""Likert, pure: the frozen scale and reading what was chosen; nothing of it is scored or kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Self

from assessments.interactions import dont_know, reading
from assessments.interactions.base import (
    AnswerCode,
    AnswerError,
    Fields,
    Form,
    FrozenItem,
    ItemTexts,
    Json,
    Scoring,
)
from assessments.interactions.dont_know import DONT_KNOW, DontKnow
from assessments.interactions.unscored import (
    cell,
    feedback,
    grade,
    key_labels,
    misconceptions,
    option_misconception,
    partial_share,
    right_answer,
    right_options,
    wrong_answers,
)

__all__ = [
    "cell",
    "feedback",
    "grade",
    "key_labels",
    "misconceptions",
    "option_misconception",
    "partial_share",
    "right_answer",
    "right_options",
    "wrong_answers",
]

FIELD = "choice"
FEWEST, MOST = 3, 7
SCORING = Scoring.NONE
ITEM_FIELDS = reading.HEAD_FIELDS | {"choices"}


@dataclass(frozen=True, slots=True, kw_only=True)
class FrozenLikert(FrozenItem):
    """`choices` from the low end to the high end."""

    kind: ClassVar[str] = "likert"
    choices: tuple[str, ...]

    def check_content(self) -> None:
        reading.check_choices(self.choices, fewest=FEWEST, most=MOST)

    @classmethod
    def from_json(cls, data: object) -> Self:
        """Raises FrozenError when the stored shape is not a scale."""
        fields = reading.record("item", data, ITEM_FIELDS)
        head = reading.head(fields, cls.kind)
        choices = reading.texts(fields, "choices")
        return cls(id=head.id, competency=head.competency, max_score=head.max_score, choices=choices)

    def to_json(self) -> Json:
        return {
            "id": self.id,
            "kind": self.kind,
            "competency": self.competency,
            "max_score": self.max_score,
            "choices": list(self.choices),
        }


@dataclass(frozen=True, slots=True)
class LikertAnswer:
    """One step of the scale."""

    chosen: str

    def to_json(self) -> Json:
        return {"chosen": self.chosen}


type Answer = LikertAnswer | DontKnow


def frozen_from_json(data: object) -> FrozenLikert:
    return FrozenLikert.from_json(data)


def texts_from_json(frozen: FrozenLikert, data: object) -> ItemTexts:
    """Raises FrozenError unless every step has its text."""
    return reading.item_texts(data, frozen.choices)


def answer_from_json(frozen: FrozenLikert, data: object) -> Answer:
    """Reads `{"chosen": id}` or `{"dont_know": true}`; raises AnswerError."""
    value = reading.answer_value(data, "chosen")
    if isinstance(value, DontKnow):
        return value
    if not isinstance(value, str) or value not in frozen.choices:
        raise AnswerError(AnswerCode.UNKNOWN_CHOICE)
    return LikertAnswer(value)


def read_answer(frozen: FrozenLikert, texts: ItemTexts, post: Form) -> Answer:
    """Reads the radio field `choice`; raises AnswerError."""
    chosen = {value for value in post.getlist(FIELD) if value not in ("", dont_know.CODE)}
    if dont_know.is_ticked(post, FIELD):
        if chosen:
            raise AnswerError(AnswerCode.DONT_KNOW_AND_MORE, [FIELD])
        return DONT_KNOW
    if not chosen:
        raise AnswerError(AnswerCode.EMPTY, [FIELD])
    if not chosen <= set(frozen.choices):
        raise AnswerError(AnswerCode.UNKNOWN_CHOICE, [FIELD])
    if len(chosen) > 1:
        raise AnswerError(AnswerCode.TOO_MANY, [FIELD])
    return LikertAnswer(chosen.pop())


def fields(frozen: FrozenLikert, answer: Answer) -> dict[str, list[str]]:
    return {FIELD: [dont_know.CODE if isinstance(answer, DontKnow) else answer.chosen]}


def view(frozen: FrozenLikert, texts: ItemTexts, order: Sequence[str], fields: Fields) -> Json:
    """The steps in their order."""
    chosen = set(fields.get(FIELD, ()))
    return {
        "rows": [
            {"id": choice, "text": texts.choices[choice].text, "is_chosen": choice in chosen}
            for choice in frozen.choices
        ],
        "dont_know": dont_know.CODE in chosen,
    }


def shuffle_order(frozen: FrozenLikert, rng_seed: str | int) -> list[str]:
    """A scale is not shuffled."""
    return list(frozen.choices)


def options(frozen: FrozenLikert) -> tuple[str, ...]:
    return frozen.choices


def is_option(frozen: FrozenLikert, option: str) -> bool:
    return option in frozen.choices


def picked(frozen: FrozenLikert, answer: Answer) -> tuple[str, ...]:
    return () if isinstance(answer, DontKnow) else (answer.chosen,)


def option_mark(frozen: FrozenLikert, option: str) -> str:
    return str(frozen.choices.index(option) + 1)


def option_text(frozen: FrozenLikert, texts: ItemTexts, option: str) -> str:
    return texts.choices[option].text


def chosen_labels(frozen: FrozenLikert, texts: ItemTexts, answer: Answer) -> list[str]:
    """The step in words."""
    return [dont_know.label() if isinstance(answer, DontKnow) else texts.choices[answer.chosen].text]
