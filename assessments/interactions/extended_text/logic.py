"""Extended text, pure: the frozen task and reading what was written; a person marks it."""

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Self

from assessments.interactions import dont_know, observed, reading, rubric
from assessments.interactions.base import AnswerCode, AnswerError, Fields, Form, ItemTexts, Json, Scoring
from assessments.interactions.by_person import (
    FrozenWork,
    cell,
    feedback,
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
    right_answer,
    right_options,
    shuffle_order,
    wrong_answers,
)
from assessments.interactions.dont_know import DONT_KNOW, DontKnow
from assessments.interactions.observed import Observed

__all__ = [
    "cell",
    "feedback",
    "grade",
    "is_option",
    "key_labels",
    "misconceptions",
    "option_mark",
    "option_misconception",
    "option_text",
    "options",
    "partial_share",
    "picked",
    "right_answer",
    "right_options",
    "shuffle_order",
    "wrong_answers",
]

FIELD = "text"
LONGEST = 4_000
MOST_WORDS = 1_000
SCORING = Scoring.PERSON
ITEM_FIELDS = reading.HEAD_FIELDS | {"criteria", "words"}


@dataclass(frozen=True, slots=True, kw_only=True)
class FrozenText(FrozenWork):
    """`words` is about how many to write; 0 says nothing about it. Nobody loses a point for more."""

    kind: ClassVar[str] = "extended_text"
    xapi_type: ClassVar[str] = "long-fill-in"
    words: int = 0

    @classmethod
    def from_json(cls, data: object) -> Self:
        """Raises FrozenError when the stored shape is not such a task."""
        fields = reading.record("item", data, ITEM_FIELDS)
        head = reading.head(fields, cls.kind)
        return cls(
            id=head.id,
            competency=head.competency,
            max_score=head.max_score,
            criteria=rubric.criteria_from_json(fields),
            words=reading.whole(fields, "words", 0, MOST_WORDS, default=0),
        )

    def to_json(self) -> Json:
        return {
            "id": self.id,
            "kind": self.kind,
            "competency": self.competency,
            "max_score": self.max_score,
            "criteria": [one.to_json() for one in self.criteria],
            **({"words": self.words} if self.words else {}),
        }


@dataclass(frozen=True, slots=True)
class TextAnswer:
    """What was written, as `tidy` leaves it."""

    text: str

    def to_json(self) -> Json:
        return {"text": self.text}


type Answer = TextAnswer | DontKnow | Observed


def tidy(text: str) -> str:
    """One kind of line break and one spelling of each letter; characters that no text has are gone."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").replace("\t", " ")
    kept = "".join(sign for sign in lines if sign == "\n" or unicodedata.category(sign) not in ("Cc", "Cs"))
    return unicodedata.normalize("NFC", kept).strip()


def frozen_from_json(data: object) -> FrozenText:
    return FrozenText.from_json(data)


def texts_from_json(frozen: FrozenText, data: object) -> ItemTexts:
    """Raises FrozenError unless every criterion and every level of it has its words."""
    return reading.item_texts(data, rubric.text_names(frozen.criteria))


def answer_from_json(frozen: FrozenText, data: object) -> Answer:
    """Reads `{"text": "…"}`, `{"dont_know": true}` or `{"observed": true}`; raises AnswerError."""
    value = observed.work_value(data, "text")
    if isinstance(value, DontKnow | Observed):
        return value
    if not isinstance(value, str) or not 0 < len(value) <= LONGEST or tidy(value) != value:
        raise AnswerError(AnswerCode.MALFORMED)
    return TextAnswer(value)


def read_answer(frozen: FrozenText, texts: ItemTexts, post: Form) -> Answer:
    """Reads the field `text` and the box `dont_know`; raises AnswerError."""
    typed = [text for value in post.getlist(FIELD) if (text := tidy(value))]
    if dont_know.is_ticked(post, dont_know.CODE):
        if typed:  # nobody's text is thrown away for a box that was ticked by mistake
            raise AnswerError(AnswerCode.DONT_KNOW_AND_MORE, [FIELD])
        return DONT_KNOW
    if not typed:
        raise AnswerError(AnswerCode.NO_TEXT, [FIELD])
    if len(typed) > 1:
        raise AnswerError(AnswerCode.TOO_MANY, [FIELD])
    if len(typed[0]) > LONGEST:
        raise AnswerError(AnswerCode.TOO_LONG, [FIELD])
    return TextAnswer(typed[0])


def fields(frozen: FrozenText, answer: Answer) -> dict[str, list[str]]:
    match answer:
        case TextAnswer():
            return {FIELD: [answer.text]}
        case DontKnow():
            return {dont_know.CODE: ["1"]}
    return {}


def view(frozen: FrozenText, texts: ItemTexts, order: Sequence[str], fields: Fields) -> Json:
    """The box, what stands in it, and about how many words to write."""
    return {
        "value": next(iter(fields.get(FIELD, ())), ""),
        "words": frozen.words,
        "longest": LONGEST,
        "criteria": rubric.shown_criteria(texts, frozen.criteria),
        "dont_know": any(fields.get(dont_know.CODE, ())),
    }


def chosen_labels(frozen: FrozenText, texts: ItemTexts, answer: Answer) -> list[str]:
    """What was written, or what stands in its place."""
    match answer:
        case TextAnswer():
            return [answer.text]
        case DontKnow():
            return [dont_know.label()]
    return [observed.label()]
