"""Choice, pure: the frozen item, reading an answer, marking and what staff see of it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from string import ascii_uppercase
from typing import ClassVar, Self

from assessments.interactions import dont_know, reading
from assessments.interactions.base import (
    AnswerCode,
    AnswerError,
    Cell,
    FeedbackEntry,
    Fields,
    Form,
    FrozenError,
    FrozenItem,
    ItemTexts,
    Json,
    Scoring,
)
from assessments.interactions.dont_know import DONT_KNOW, DontKnow
from assessments.interactions.marking import all_or_nothing, part, state_of
from assessments.interactions.shuffling import shuffled

FIELD = "choice"
ITEM_FIELDS = reading.HEAD_FIELDS | {"cardinality", "choices", "key", "shuffle", "partial"}
SCORING = Scoring.KEY


class Cardinality(StrEnum):
    """How many choices an answer may hold."""

    SINGLE = "single"
    MULTIPLE = "multiple"


@dataclass(frozen=True, slots=True, kw_only=True)
class FrozenChoice(FrozenItem):
    """`choices` in the author's order (it gives the letters A, B, C); `key` holds the right ones.

    `partial` gives points for a part of several right ones.
    """

    kind: ClassVar[str] = "choice"
    xapi_type: ClassVar[str] = "choice"
    cardinality: Cardinality
    choices: tuple[str, ...]
    key: frozenset[str]
    shuffle: bool = True
    partial: bool = False

    def check_content(self) -> None:
        reading.check_choices(self.choices)
        if not self.key or not self.key <= set(self.choices):
            raise FrozenError("key", "empty, or names a choice that is not there")
        if self.cardinality is Cardinality.SINGLE and len(self.key) != 1:
            raise FrozenError("key", "a single choice has one right answer")
        if self.partial and self.cardinality is Cardinality.SINGLE:
            raise FrozenError("partial", "a single choice is right or wrong")

    @classmethod
    def from_json(cls, data: object) -> Self:
        """Raises FrozenError when the stored shape is not a choice item."""
        fields = reading.record("item", data, ITEM_FIELDS)
        head = reading.head(fields, cls.kind)
        cardinality = reading.text(fields, "cardinality")
        if cardinality not in set(Cardinality):
            raise FrozenError("cardinality", f"{cardinality!r} is neither single nor multiple")
        return cls(
            id=head.id,
            competency=head.competency,
            max_score=head.max_score,
            cardinality=Cardinality(cardinality),
            choices=reading.texts(fields, "choices"),
            key=frozenset(reading.texts(fields, "key")),
            shuffle=reading.flag(fields, "shuffle", default=True),
            partial=reading.flag(fields, "partial", default=False),
        )

    def to_json(self) -> Json:
        return {
            "id": self.id,
            "kind": self.kind,
            "competency": self.competency,
            "max_score": self.max_score,
            "cardinality": self.cardinality.value,
            "choices": list(self.choices),
            "key": [choice for choice in self.choices if choice in self.key],
            "shuffle": self.shuffle,
            **({"partial": True} if self.partial else {}),
        }


@dataclass(frozen=True, slots=True)
class ChoiceAnswer:
    """The chosen identifiers, each once, in the order of the frozen choices."""

    chosen: tuple[str, ...]

    def to_json(self) -> Json:
        return {"chosen": list(self.chosen)}


type Answer = ChoiceAnswer | DontKnow


def frozen_from_json(data: object) -> FrozenChoice:
    return FrozenChoice.from_json(data)


def texts_from_json(frozen: FrozenChoice, data: object) -> ItemTexts:
    """Raises FrozenError unless every choice has its text."""
    return reading.item_texts(data, frozen.choices)


def answer_from_json(frozen: FrozenChoice, data: object) -> Answer:
    """Reads `{"chosen": [id, …]}` or `{"dont_know": true}`; raises AnswerError."""
    value = reading.answer_value(data, "chosen")
    return value if isinstance(value, DontKnow) else _answer(frozen, reading.answer_list(value))


def read_answer(frozen: FrozenChoice, texts: ItemTexts, post: Form) -> Answer:
    """Reads the fields `choice` (radio buttons or boxes) and `dont_know`; raises AnswerError."""
    chosen = [value for value in post.getlist(FIELD) if value not in ("", dont_know.CODE)]
    if not dont_know.is_ticked(post, FIELD):
        return _answer(frozen, chosen)
    if chosen:
        raise AnswerError(AnswerCode.DONT_KNOW_AND_MORE, [FIELD])
    return DONT_KNOW


def fields(frozen: FrozenChoice, answer: Answer) -> dict[str, list[str]]:
    return {FIELD: [dont_know.CODE] if isinstance(answer, DontKnow) else list(answer.chosen)}


def view(frozen: FrozenChoice, texts: ItemTexts, order: Sequence[str], fields: Fields) -> Json:
    """The rows in the attempt's order; several right ones make boxes, one makes radio buttons."""
    chosen = set(fields.get(FIELD, ()))
    return {
        "is_multiple": frozen.cardinality is Cardinality.MULTIPLE,
        "rows": [{"id": choice, "text": texts.choices[choice].text, "is_chosen": choice in chosen} for choice in order],
        "dont_know": dont_know.CODE in chosen,
    }


def right_answer(frozen: FrozenChoice, texts: ItemTexts) -> Answer:
    return ChoiceAnswer(_in_order(frozen, frozen.key))


def wrong_answers(frozen: FrozenChoice, texts: ItemTexts) -> list[Answer]:
    """Each wrong choice alone; where there is none, the first right one of several."""
    wrong = [choice for choice in frozen.choices if choice not in frozen.key] or list(frozen.choices[:1])
    answers = [ChoiceAnswer((choice,)) for choice in wrong]
    return [answer for answer in answers if set(answer.chosen) != frozen.key]


def _answer(frozen: FrozenChoice, values: Iterable[str]) -> ChoiceAnswer:
    chosen = set(values)
    if not chosen:
        raise AnswerError(AnswerCode.EMPTY, [FIELD])
    if not chosen <= set(frozen.choices):
        raise AnswerError(AnswerCode.UNKNOWN_CHOICE, [FIELD])
    if frozen.cardinality is Cardinality.SINGLE and len(chosen) > 1:
        raise AnswerError(AnswerCode.TOO_MANY, [FIELD])
    return ChoiceAnswer(_in_order(frozen, chosen))


def grade(frozen: FrozenChoice, answer: Answer) -> Decimal:
    """`max_score` when exactly the right choices are chosen, otherwise 0, or a part where the item gives parts."""
    share = partial_share(frozen, answer)
    return part(frozen, share) if frozen.partial else all_or_nothing(frozen, share)


def partial_share(frozen: FrozenChoice, answer: Answer) -> Decimal:
    """0 to 1: right ones chosen less wrong ones chosen, of all right ones, never below 0."""
    if isinstance(answer, DontKnow):
        return Decimal(0)
    right = len(frozen.key.intersection(answer.chosen))
    wrong = len(answer.chosen) - right
    return Decimal(max(0, right - wrong)) / len(frozen.key)


def shuffle_order(frozen: FrozenChoice, rng_seed: str | int) -> list[str]:
    """The choices as this attempt shows them; the author's order when shuffling is off."""
    return shuffled(frozen.choices, seed=rng_seed, item_id=frozen.id) if frozen.shuffle else list(frozen.choices)


def cell(frozen: FrozenChoice, answer: Answer | None) -> Cell:
    """The letters of the chosen ones: "B" or "A, C"."""
    if answer is None:
        return dont_know.EMPTY_CELL
    if isinstance(answer, DontKnow):
        return dont_know.DONT_KNOW_CELL
    marks = ", ".join(option_mark(frozen, choice) for choice in answer.chosen)
    return Cell(state_of(partial_share(frozen, answer)), marks)


def options(frozen: FrozenChoice) -> tuple[str, ...]:
    return frozen.choices


def is_option(frozen: FrozenChoice, option: str) -> bool:
    return option in frozen.choices


def right_options(frozen: FrozenChoice) -> frozenset[str]:
    return frozen.key


def picked(frozen: FrozenChoice, answer: Answer) -> tuple[str, ...]:
    return () if isinstance(answer, DontKnow) else answer.chosen


def option_mark(frozen: FrozenChoice, option: str) -> str:
    return ascii_uppercase[frozen.choices.index(option)]


def option_text(frozen: FrozenChoice, texts: ItemTexts, option: str) -> str:
    return texts.choices[option].text


def option_misconception(frozen: FrozenChoice, texts: ItemTexts, option: str) -> str:
    return "" if option in frozen.key else texts.choices[option].misconception


def chosen_labels(frozen: FrozenChoice, texts: ItemTexts, answer: Answer) -> list[str]:
    """The answer in words, as the student's check page lists it."""
    return [dont_know.label()] if isinstance(answer, DontKnow) else _labels(texts, answer.chosen)


def key_labels(frozen: FrozenChoice, texts: ItemTexts) -> list[str]:
    """The right answer in words; the caller decides whether the reader may see it."""
    return _labels(texts, _in_order(frozen, frozen.key))


def feedback(frozen: FrozenChoice, texts: ItemTexts, answer: Answer) -> list[FeedbackEntry]:
    """What to say about each chosen one, then about the item; nothing is said of choices left alone."""
    entries = [
        FeedbackEntry(choice, texts.choices[choice].text, texts.choices[choice].feedback, choice in frozen.key)
        for choice in picked(frozen, answer)
    ]
    entries.append(FeedbackEntry("", "", texts.feedback))
    return [entry for entry in entries if entry.text]


def misconceptions(frozen: FrozenChoice, texts: ItemTexts, answer: Answer) -> list[str]:
    """What the wrong choices suggest the student believes; staff only."""
    found = [option_misconception(frozen, texts, choice) for choice in picked(frozen, answer)]
    return [misconception for misconception in found if misconception]


def _in_order(frozen: FrozenChoice, chosen: Iterable[str]) -> tuple[str, ...]:
    wanted = set(chosen)
    return tuple(choice for choice in frozen.choices if choice in wanted)


def _labels(texts: ItemTexts, choices: Sequence[str]) -> list[str]:
    return [texts.choices[choice].text for choice in choices]
