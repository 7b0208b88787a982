"""True or false, pure: the frozen item, reading an answer, marking and what staff see of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar, Self

from django.utils.translation import pgettext

from assessments.interactions import dont_know, reading
from assessments.interactions.base import (
    AnswerCode,
    AnswerError,
    Cell,
    FeedbackEntry,
    Fields,
    Form,
    FrozenItem,
    ItemTexts,
    Json,
    Scoring,
)
from assessments.interactions.dont_know import DONT_KNOW, DontKnow
from assessments.interactions.marking import all_or_nothing, state_of

FIELD = "value"
TRUE, FALSE = OPTIONS = ("true", "false")
SCORING = Scoring.KEY
ITEM_FIELDS = reading.HEAD_FIELDS | {"key"}


@dataclass(frozen=True, slots=True, kw_only=True)
class FrozenTrueFalse(FrozenItem):
    """`key` says whether the statement is true."""

    kind: ClassVar[str] = "true_false"
    xapi_type: ClassVar[str] = "true-false"
    key: bool

    def check_content(self) -> None:
        """Nothing can disagree: the key has one value and there are no choices."""

    @classmethod
    def from_json(cls, data: object) -> Self:
        """Raises FrozenError when the stored shape is not a true/false item."""
        fields = reading.record("item", data, ITEM_FIELDS)
        head = reading.head(fields, cls.kind)
        key = reading.flag(fields, "key")
        return cls(id=head.id, competency=head.competency, max_score=head.max_score, key=key)

    def to_json(self) -> Json:
        return {
            "id": self.id,
            "kind": self.kind,
            "competency": self.competency,
            "max_score": self.max_score,
            "key": self.key,
        }


@dataclass(frozen=True, slots=True)
class TrueFalseAnswer:
    """The student's judgement of the statement."""

    value: bool

    @property
    def option(self) -> str:
        return TRUE if self.value else FALSE

    def to_json(self) -> Json:
        return {"value": self.value}


type Answer = TrueFalseAnswer | DontKnow


def frozen_from_json(data: object) -> FrozenTrueFalse:
    return FrozenTrueFalse.from_json(data)


def texts_from_json(frozen: FrozenTrueFalse, data: object) -> ItemTexts:
    """Raises FrozenError when the texts name choices: this kind has none."""
    return reading.item_texts(data, ())


def answer_from_json(frozen: FrozenTrueFalse, data: object) -> Answer:
    """Reads `{"value": true}` or `{"dont_know": true}`; raises AnswerError."""
    value = reading.answer_value(data, "value")
    if isinstance(value, DontKnow):
        return value
    if not isinstance(value, bool):
        raise AnswerError(AnswerCode.MALFORMED)
    return TrueFalseAnswer(value)


def read_answer(frozen: FrozenTrueFalse, texts: ItemTexts, post: Form) -> Answer:
    """Reads the radio field `value` (true, false or dont_know); raises AnswerError."""
    values = {value for value in post.getlist(FIELD) if value not in ("", dont_know.CODE)}
    if dont_know.is_ticked(post, FIELD):
        if values:
            raise AnswerError(AnswerCode.DONT_KNOW_AND_MORE, [FIELD])
        return DONT_KNOW
    if not values:
        raise AnswerError(AnswerCode.EMPTY, [FIELD])
    if not values <= set(OPTIONS):
        raise AnswerError(AnswerCode.UNKNOWN_CHOICE, [FIELD])
    if len(values) > 1:
        raise AnswerError(AnswerCode.TOO_MANY, [FIELD])
    return TrueFalseAnswer(TRUE in values)


def fields(frozen: FrozenTrueFalse, answer: Answer) -> dict[str, list[str]]:
    return {FIELD: [dont_know.CODE if isinstance(answer, DontKnow) else answer.option]}


def view(frozen: FrozenTrueFalse, texts: ItemTexts, order: Sequence[str], fields: Fields) -> Json:
    """Two rows, and what is chosen."""
    chosen = set(fields.get(FIELD, ()))
    return {
        "rows": [
            {"id": option, "text": option_text(frozen, texts, option), "is_chosen": option in chosen}
            for option in order
        ],
        "dont_know": dont_know.CODE in chosen,
    }


def right_answer(frozen: FrozenTrueFalse, texts: ItemTexts) -> Answer:
    return TrueFalseAnswer(frozen.key)


def wrong_answers(frozen: FrozenTrueFalse, texts: ItemTexts) -> list[Answer]:
    return [TrueFalseAnswer(not frozen.key)]


def grade(frozen: FrozenTrueFalse, answer: Answer) -> Decimal:
    """`max_score` for the right judgement, otherwise 0."""
    return all_or_nothing(frozen, partial_share(frozen, answer))


def partial_share(frozen: FrozenTrueFalse, answer: Answer) -> Decimal:
    """1 or 0: there is nothing between."""
    return Decimal(isinstance(answer, TrueFalseAnswer) and answer.value == frozen.key)


def shuffle_order(frozen: FrozenTrueFalse, rng_seed: str | int) -> list[str]:
    """Always true first: readers look for it there."""
    return list(OPTIONS)


def cell(frozen: FrozenTrueFalse, answer: Answer | None) -> Cell:
    """The judgement in one letter of the reader's language."""
    if answer is None:
        return dont_know.EMPTY_CELL
    if isinstance(answer, DontKnow):
        return dont_know.DONT_KNOW_CELL
    return Cell(state_of(partial_share(frozen, answer)), option_mark(frozen, answer.option))


def options(frozen: FrozenTrueFalse) -> tuple[str, ...]:
    return OPTIONS


def is_option(frozen: FrozenTrueFalse, option: str) -> bool:
    return option in OPTIONS


def right_options(frozen: FrozenTrueFalse) -> frozenset[str]:
    return frozenset({TRUE if frozen.key else FALSE})


def picked(frozen: FrozenTrueFalse, answer: Answer) -> tuple[str, ...]:
    return () if isinstance(answer, DontKnow) else (answer.option,)


def option_mark(frozen: FrozenTrueFalse, option: str) -> str:
    return option_letter(option)


def option_letter(option: str) -> str:
    """One letter of the reader's language for a judgement."""
    if option == TRUE:
        return pgettext("one letter for: true", "T")
    return pgettext("one letter for: false", "F")


def option_text(frozen: FrozenTrueFalse, texts: ItemTexts, option: str) -> str:
    if option == TRUE:
        return pgettext("judging a statement", "True")
    return pgettext("judging a statement", "False")


def option_misconception(frozen: FrozenTrueFalse, texts: ItemTexts, option: str) -> str:
    return "" if option in right_options(frozen) else texts.misconception


def chosen_labels(frozen: FrozenTrueFalse, texts: ItemTexts, answer: Answer) -> list[str]:
    """The answer in words, as the student's check page lists it."""
    if isinstance(answer, DontKnow):
        return [dont_know.label()]
    return [option_text(frozen, texts, answer.option)]


def key_labels(frozen: FrozenTrueFalse, texts: ItemTexts) -> list[str]:
    """The right answer in words; the caller decides whether the reader may see it."""
    return [option_text(frozen, texts, option) for option in right_options(frozen)]


def feedback(frozen: FrozenTrueFalse, texts: ItemTexts, answer: Answer) -> list[FeedbackEntry]:
    """What to say to this judgement, then about the item."""
    entries = [FeedbackEntry("", "", texts.feedback)]
    if isinstance(answer, TrueFalseAnswer):
        is_right = answer.value == frozen.key
        said = texts.feedback_right if is_right else texts.feedback_wrong
        entries.insert(0, FeedbackEntry(answer.option, option_text(frozen, texts, answer.option), said, is_right))
    return [entry for entry in entries if entry.text]


def misconceptions(frozen: FrozenTrueFalse, texts: ItemTexts, answer: Answer) -> list[str]:
    """What the wrong judgement suggests the student believes; staff only."""
    found = [option_misconception(frozen, texts, option) for option in picked(frozen, answer)]
    return [misconception for misconception in found if misconception]
