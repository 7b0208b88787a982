"""Order, pure: the frozen item, reading an answer with or without JavaScript, marking and what staff see of it."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import pairwise
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
from assessments.interactions.marking import all_or_nothing, state_of
from assessments.interactions.shuffling import shuffled

FIELD_PREFIX = "position-"
THEN = ">"  # joins a sequence into one option for statistics; no identifier can hold it
SCORING = Scoring.KEY
ITEM_FIELDS = reading.HEAD_FIELDS | {"choices", "key"}


@dataclass(frozen=True, slots=True, kw_only=True)
class FrozenOrder(FrozenItem):
    """`choices` in the author's order (it gives the numbers 1, 2, 3); `key` is the right sequence."""

    kind: ClassVar[str] = "order"
    xapi_type: ClassVar[str] = "sequencing"
    choices: tuple[str, ...]
    key: tuple[str, ...]

    def check_content(self) -> None:
        reading.check_choices(self.choices)
        if len(self.key) != len(self.choices) or set(self.key) != set(self.choices):
            raise FrozenError("key", "not a sequence of exactly the choices")

    @classmethod
    def from_json(cls, data: object) -> Self:
        """Raises FrozenError when the stored shape is not an order item."""
        fields = reading.record("item", data, ITEM_FIELDS)
        head = reading.head(fields, cls.kind)
        return cls(
            id=head.id,
            competency=head.competency,
            max_score=head.max_score,
            choices=reading.texts(fields, "choices"),
            key=reading.texts(fields, "key"),
        )

    def to_json(self) -> Json:
        return {
            "id": self.id,
            "kind": self.kind,
            "competency": self.competency,
            "max_score": self.max_score,
            "choices": list(self.choices),
            "key": list(self.key),
        }


@dataclass(frozen=True, slots=True)
class OrderAnswer:
    """All entries in the student's sequence."""

    sequence: tuple[str, ...]

    def to_json(self) -> Json:
        return {"sequence": list(self.sequence)}


type Answer = OrderAnswer | DontKnow


def frozen_from_json(data: object) -> FrozenOrder:
    return FrozenOrder.from_json(data)


def texts_from_json(frozen: FrozenOrder, data: object) -> ItemTexts:
    """Raises FrozenError unless every entry has its text."""
    return reading.item_texts(data, frozen.choices)


def position_field(choice: str) -> str:
    """The name of the form field that holds an entry's place, 1 to the number of entries."""
    return FIELD_PREFIX + choice


def answer_from_json(frozen: FrozenOrder, data: object) -> Answer:
    """Reads `{"sequence": [id, …]}` or `{"dont_know": true}`; raises AnswerError."""
    value = reading.answer_value(data, "sequence")
    if isinstance(value, DontKnow):
        return value
    sequence = reading.answer_list(value)
    if not sequence:
        raise AnswerError(AnswerCode.EMPTY)
    if not set(sequence) <= set(frozen.choices):
        raise AnswerError(AnswerCode.UNKNOWN_CHOICE)
    if len(set(sequence)) != len(sequence):
        raise AnswerError(AnswerCode.REPEATED_POSITION)
    if len(sequence) != len(frozen.choices):
        raise AnswerError(AnswerCode.MISSING_POSITION)
    return OrderAnswer(tuple(sequence))


def read_answer(frozen: FrozenOrder, texts: ItemTexts, post: Form) -> Answer:
    """Reads one `position-<choice>` a row and the box `dont_know`; raises AnswerError naming the rows.

    The box wins over places: rows may be half filled when the student gives up.
    """
    if dont_know.is_ticked(post, dont_know.CODE):
        return DONT_KNOW
    places = {choice: _place(post, choice, len(frozen.choices)) for choice in frozen.choices}
    taken = [place for place in places.values() if place is not None]
    if not taken:
        raise AnswerError(AnswerCode.EMPTY, [position_field(choice) for choice in frozen.choices])
    repeated = [choice for choice, place in places.items() if place is not None and taken.count(place) > 1]
    if repeated:
        raise AnswerError(AnswerCode.REPEATED_POSITION, [position_field(choice) for choice in repeated])
    by_place = {place: choice for choice, place in places.items() if place is not None}
    if len(by_place) < len(places):
        raise AnswerError(
            AnswerCode.MISSING_POSITION,
            [position_field(choice) for choice, place in places.items() if place is None],
        )
    return OrderAnswer(tuple(by_place[place] for place in sorted(by_place)))


def fields(frozen: FrozenOrder, answer: Answer) -> dict[str, list[str]]:
    if isinstance(answer, DontKnow):
        return {dont_know.CODE: ["1"]}
    return {position_field(choice): [str(place)] for place, choice in enumerate(answer.sequence, 1)}


def view(frozen: FrozenOrder, texts: ItemTexts, order: Sequence[str], fields: Fields) -> Json:
    """The rows in the attempt's order, each with the place given to it so far."""
    return {
        "rows": [
            {
                "id": choice,
                "text": texts.choices[choice].text,
                "place": next(iter(fields.get(position_field(choice), ())), ""),
            }
            for choice in order
        ],
        "places": [str(place) for place in range(1, len(order) + 1)],
        "dont_know": any(fields.get(dont_know.CODE, ())),
    }


def right_answer(frozen: FrozenOrder, texts: ItemTexts) -> Answer:
    return OrderAnswer(frozen.key)


def wrong_answers(frozen: FrozenOrder, texts: ItemTexts) -> list[Answer]:
    """Two neighbours swapped: the commonest slip."""
    return [
        OrderAnswer((*frozen.key[:place], frozen.key[place + 1], frozen.key[place], *frozen.key[place + 2 :]))
        for place in range(len(frozen.key) - 1)
    ]


def _place(post: Form, choice: str, count: int) -> int | None:
    field = position_field(choice)
    values = {value for value in post.getlist(field) if value}
    if not values:
        return None
    if len(values) > 1:
        raise AnswerError(AnswerCode.TOO_MANY, [field])
    # Looked up, not converted: int() takes "1_0", foreign digits and any length.
    place = {str(number): number for number in range(1, count + 1)}.get(values.pop())
    if place is None:
        raise AnswerError(AnswerCode.UNKNOWN_POSITION, [field])
    return place


def grade(frozen: FrozenOrder, answer: Answer) -> Decimal:
    """`max_score` for exactly the right sequence, otherwise 0."""
    return all_or_nothing(frozen, partial_share(frozen, answer))


def partial_share(frozen: FrozenOrder, answer: Answer) -> Decimal:
    """0 to 1, for staff only: neighbours of the right sequence still side by side, of all such pairs."""
    if isinstance(answer, DontKnow):
        return Decimal(0)
    kept = set(pairwise(frozen.key)) & set(pairwise(answer.sequence))
    return Decimal(len(kept)) / (len(frozen.key) - 1)


def shuffle_order(frozen: FrozenOrder, rng_seed: str | int) -> list[str]:
    """The entries as this attempt shows them at first, never in the right sequence."""
    start = shuffled(frozen.choices, seed=rng_seed, item_id=frozen.id)
    return start[1:] + start[:1] if tuple(start) == frozen.key else start


def cell(frozen: FrozenOrder, answer: Answer | None) -> Cell:
    """The sequence in the numbers of the frozen entries: "2-1-3"."""
    if answer is None:
        return dont_know.EMPTY_CELL
    if isinstance(answer, DontKnow):
        return dont_know.DONT_KNOW_CELL
    return Cell(state_of(partial_share(frozen, answer)), _numbers(frozen, answer.sequence))


def options(frozen: FrozenOrder) -> tuple[str, ...]:
    """Only the right sequence: wrong ones are counted when somebody gives them."""
    return (THEN.join(frozen.key),)


def is_option(frozen: FrozenOrder, option: str) -> bool:
    return sorted(option.split(THEN)) == sorted(frozen.choices)


def right_options(frozen: FrozenOrder) -> frozenset[str]:
    return frozenset(options(frozen))


def picked(frozen: FrozenOrder, answer: Answer) -> tuple[str, ...]:
    return () if isinstance(answer, DontKnow) else (THEN.join(answer.sequence),)


def option_mark(frozen: FrozenOrder, option: str) -> str:
    return _numbers(frozen, option.split(THEN))


def option_text(frozen: FrozenOrder, texts: ItemTexts, option: str) -> str:
    return " → ".join(_labels(texts, option.split(THEN)))


def option_misconception(frozen: FrozenOrder, texts: ItemTexts, option: str) -> str:
    return "" if option in right_options(frozen) else texts.misconception


def chosen_labels(frozen: FrozenOrder, texts: ItemTexts, answer: Answer) -> list[str]:
    """The answer in words and in its sequence, as the student's check page lists it."""
    return [dont_know.label()] if isinstance(answer, DontKnow) else _labels(texts, answer.sequence)


def key_labels(frozen: FrozenOrder, texts: ItemTexts) -> list[str]:
    """The right sequence in words; the caller decides whether the reader may see it."""
    return _labels(texts, frozen.key)


def feedback(frozen: FrozenOrder, texts: ItemTexts, answer: Answer) -> list[FeedbackEntry]:
    """What to say about the item; single places are not commented, a sequence is right as a whole."""
    return [FeedbackEntry("", "", texts.feedback)] if texts.feedback else []


def misconceptions(frozen: FrozenOrder, texts: ItemTexts, answer: Answer) -> list[str]:
    """What a wrong sequence suggests the student believes; staff only."""
    found = [option_misconception(frozen, texts, option) for option in picked(frozen, answer)]
    return [misconception for misconception in found if misconception]


def _numbers(frozen: FrozenOrder, sequence: Sequence[str]) -> str:
    return "-".join(str(frozen.choices.index(choice) + 1) for choice in sequence)


def _labels(texts: ItemTexts, choices: Sequence[str]) -> list[str]:
    return [texts.choices[choice].text for choice in choices]
