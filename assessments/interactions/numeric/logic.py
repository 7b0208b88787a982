"""Numeric, pure: the frozen item, reading a number, marking and what staff see of it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from string import ascii_uppercase
from typing import ClassVar, Self

from django.utils.formats import get_format
from django.utils.translation import gettext as _

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
from assessments.interactions.numeric import numbers

FIELD = "number"
# Options that are no identifiers, so that no mistake can be called so.
RIGHT, OTHER = ":right", ":other"
RIGHT_MARK, OTHER_MARK = "=", "\N{NOT EQUAL TO}"
BOUND = re.compile(r"-?[0-9]{1,12}(\.[0-9]{1,6})?")
LONGEST_CELL = 12
SCORING = Scoring.KEY
ITEM_FIELDS = reading.HEAD_FIELDS | {"low", "high", "choices"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Range:
    """Numbers from `low` to `high`, both included."""

    low: Decimal
    high: Decimal

    def __contains__(self, number: Decimal) -> bool:
        return self.low <= number <= self.high

    @property
    def middle(self) -> str:
        return numbers.canonical((self.low + self.high) / 2)

    def to_json(self) -> Json:
        return {"low": numbers.canonical(self.low), "high": numbers.canonical(self.high)}


@dataclass(frozen=True, slots=True, kw_only=True)
class FrozenNumeric(FrozenItem):
    """`key` holds the right numbers; `mistakes` are ranges with a comment of their own, the key wins over them."""

    kind: ClassVar[str] = "numeric"
    xapi_type: ClassVar[str] = "numeric"
    key: Range
    mistakes: tuple[tuple[str, Range], ...] = ()

    def check_content(self) -> None:
        reading.check_choices([name for name, _range in self.mistakes], fewest=0)
        for wanted in (self.key, *(found for _name, found in self.mistakes)):
            if wanted.low > wanted.high:
                raise FrozenError("low", "higher than high")

    @classmethod
    def from_json(cls, data: object) -> Self:
        """Raises FrozenError when the stored shape is not a numeric item."""
        fields = reading.record("item", data, ITEM_FIELDS)
        head = reading.head(fields, cls.kind)
        entries = reading.entries(fields, "choices", {"id", "low", "high"}) if "choices" in fields else []
        return cls(
            id=head.id,
            competency=head.competency,
            max_score=head.max_score,
            key=Range(low=_bound(fields, "low"), high=_bound(fields, "high")),
            mistakes=tuple(
                (reading.text(entry, "id"), Range(low=_bound(entry, "low"), high=_bound(entry, "high")))
                for entry in entries
            ),
        )

    def to_json(self) -> Json:
        choices = [{"id": name, **found.to_json()} for name, found in self.mistakes]
        return {
            "id": self.id,
            "kind": self.kind,
            "competency": self.competency,
            "max_score": self.max_score,
            **self.key.to_json(),
            **({"choices": choices} if choices else {}),
        }


def bound(text: str) -> Decimal | None:
    """A limit as authors and structures write it: at most 12 digits and 6 decimals, a point between; or None."""
    return Decimal(text) if BOUND.fullmatch(text) else None


def _bound(data: object, name: str) -> Decimal:
    text = reading.text(data, name) if isinstance(data, dict) else ""
    found = bound(text)
    if found is None:
        raise FrozenError(name, f"{text[:40]!r} is not a number of at most 12 digits and 6 decimals")
    return found


@dataclass(frozen=True, slots=True)
class NumericAnswer:
    """A number in its one spelling."""

    number: str

    @property
    def value(self) -> Decimal:
        return Decimal(self.number)

    def to_json(self) -> Json:
        return {"number": self.number}


type Answer = NumericAnswer | DontKnow


def frozen_from_json(data: object) -> FrozenNumeric:
    return FrozenNumeric.from_json(data)


def texts_from_json(frozen: FrozenNumeric, data: object) -> ItemTexts:
    """Raises FrozenError unless every mistake has an entry; it may be without words."""
    names = [name for name, _range in frozen.mistakes]
    return reading.item_texts(data, names, unnamed=names)


def answer_from_json(frozen: FrozenNumeric, data: object) -> Answer:
    """Reads `{"number": "12.5"}` or `{"dont_know": true}`; raises AnswerError."""
    value = reading.answer_value(data, "number")
    if isinstance(value, DontKnow):
        return value
    if not isinstance(value, str) or not numbers.CANONICAL.fullmatch(value):
        raise AnswerError(AnswerCode.MALFORMED)
    return NumericAnswer(value)


def read_answer(frozen: FrozenNumeric, texts: ItemTexts, post: Form) -> Answer:
    """Reads the field `number` and the box `dont_know`, which wins; raises AnswerError."""
    if dont_know.is_ticked(post, dont_know.CODE):
        return DONT_KNOW
    posted = set(post.getlist(FIELD))
    if any(len(value) > numbers.LONGEST_POSTED for value in posted):
        raise AnswerError(AnswerCode.TOO_LONG, [FIELD])
    typed = {numbers.tidy(value, texts.passage) for value in posted} - {""}
    if not typed:
        raise AnswerError(AnswerCode.INCOMPLETE, [FIELD])
    if len(typed) > 1:
        raise AnswerError(AnswerCode.TOO_MANY, [FIELD])
    return NumericAnswer(_read(frozen, typed.pop()))


def _read(frozen: FrozenNumeric, text: str) -> str:
    """A comma is decimal, unless only the reading as thousands is right: nobody fails for a way of writing."""
    number, thousands = numbers.canonical_text(text), numbers.thousands_text(text)
    if not number:
        raise AnswerError(AnswerCode.NOT_A_NUMBER, [FIELD])
    if thousands and Decimal(thousands) in frozen.key and Decimal(number) not in frozen.key:
        return thousands
    return number


def fields(frozen: FrozenNumeric, answer: Answer) -> dict[str, list[str]]:
    return {dont_know.CODE: ["1"]} if isinstance(answer, DontKnow) else {FIELD: [answer.number]}


def view(frozen: FrozenNumeric, texts: ItemTexts, order: Sequence[str], fields: Fields) -> Json:
    """The box, its unit, and what stands in it. Phones that hide the minus sign get the full keyboard if it is used."""
    ranges = (frozen.key, *(found for _name, found in frozen.mistakes))
    return {
        "value": next(iter(fields.get(FIELD, ())), ""),
        "unit": texts.passage,
        "needs_minus": any(found.low < 0 for found in ranges),
        "longest": numbers.LONGEST_POSTED,
        "dont_know": any(fields.get(dont_know.CODE, ())),
    }


def right_answer(frozen: FrozenNumeric, texts: ItemTexts) -> Answer:
    return NumericAnswer(frozen.key.middle)


def wrong_answers(frozen: FrozenNumeric, texts: ItemTexts) -> list[Answer]:
    """The middle of each foreseen mistake, then a number beyond the right ones."""
    found = [NumericAnswer(mistake.middle) for _name, mistake in frozen.mistakes]
    found.append(NumericAnswer(numbers.canonical(frozen.key.high + 1)))
    return [answer for answer in found if answer.value not in frozen.key]


def grade(frozen: FrozenNumeric, answer: Answer) -> Decimal:
    """`max_score` for a number in the right range, otherwise 0."""
    return all_or_nothing(frozen, partial_share(frozen, answer))


def partial_share(frozen: FrozenNumeric, answer: Answer) -> Decimal:
    """1 or 0: there is nothing between."""
    return Decimal(isinstance(answer, NumericAnswer) and answer.value in frozen.key)


def shuffle_order(frozen: FrozenNumeric, rng_seed: str | int) -> list[str]:
    """Nothing to shuffle."""
    return []


def cell(frozen: FrozenNumeric, answer: Answer | None) -> Cell:
    """The number, cut where it is long."""
    if answer is None:
        return dont_know.EMPTY_CELL
    if isinstance(answer, DontKnow):
        return dont_know.DONT_KNOW_CELL
    text = _written(answer.number)
    return Cell(
        state_of(partial_share(frozen, answer)), text if len(text) <= LONGEST_CELL else f"{text[: LONGEST_CELL - 1]}…"
    )


def options(frozen: FrozenNumeric) -> tuple[str, ...]:
    return (RIGHT, *(name for name, _range in frozen.mistakes))


def is_option(frozen: FrozenNumeric, option: str) -> bool:
    return option == OTHER or option in options(frozen)


def right_options(frozen: FrozenNumeric) -> frozenset[str]:
    return frozenset({RIGHT})


def picked(frozen: FrozenNumeric, answer: Answer) -> tuple[str, ...]:
    if isinstance(answer, DontKnow):
        return ()
    if answer.value in frozen.key:
        return (RIGHT,)
    return (next((name for name, mistake in frozen.mistakes if answer.value in mistake), OTHER),)


def option_mark(frozen: FrozenNumeric, option: str) -> str:
    if option in (RIGHT, OTHER):
        return RIGHT_MARK if option == RIGHT else OTHER_MARK
    return ascii_uppercase[options(frozen).index(option) - 1]


def option_text(frozen: FrozenNumeric, texts: ItemTexts, option: str) -> str:
    """The range in numbers and unit."""
    if option == OTHER:
        return _("another number")
    found = frozen.key if option == RIGHT else dict(frozen.mistakes)[option]
    low, high = (_written(numbers.canonical(number)) for number in (found.low, found.high))
    return _with_unit(low if low == high else f"{low} … {high}", texts)


def option_misconception(frozen: FrozenNumeric, texts: ItemTexts, option: str) -> str:
    if option == RIGHT:
        return ""
    return texts.choices[option].misconception if option in texts.choices else texts.misconception


def chosen_labels(frozen: FrozenNumeric, texts: ItemTexts, answer: Answer) -> list[str]:
    """The number as the reader's language writes it, as the student's check page lists it."""
    if isinstance(answer, DontKnow):
        return [dont_know.label()]
    return [_with_unit(_written(answer.number), texts)]


def key_labels(frozen: FrozenNumeric, texts: ItemTexts) -> list[str]:
    """The middle of the right range; the caller decides whether the reader may see it."""
    return chosen_labels(frozen, texts, right_answer(frozen, texts))


def feedback(frozen: FrozenNumeric, texts: ItemTexts, answer: Answer) -> list[FeedbackEntry]:
    """What to say to a foreseen mistake, then about the item."""
    entries = [FeedbackEntry("", "", texts.feedback)]
    for option in picked(frozen, answer):
        said = texts.choices[option].feedback if option in texts.choices else ""
        entries.insert(0, FeedbackEntry(option, chosen_labels(frozen, texts, answer)[0], said, option == RIGHT))
    return [entry for entry in entries if entry.text]


def misconceptions(frozen: FrozenNumeric, texts: ItemTexts, answer: Answer) -> list[str]:
    """What a wrong number suggests the student believes; staff only."""
    found = [option_misconception(frozen, texts, option) for option in picked(frozen, answer)]
    return [misconception for misconception in found if misconception]


def _written(number: str) -> str:
    written = number.replace(".", str(get_format("DECIMAL_SEPARATOR")))
    return f"\N{MINUS SIGN}{written[1:]}" if number.startswith("-") else written


def _with_unit(written: str, texts: ItemTexts) -> str:
    return f"{written}\N{NO-BREAK SPACE}{texts.passage}" if texts.passage else written
