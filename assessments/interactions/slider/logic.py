"""Slider, pure: the frozen scale of numbers and reading a place on it; nothing of it is scored or kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar, Self

from assessments.interactions import dont_know, reading
from assessments.interactions.base import (
    AnswerCode,
    AnswerError,
    Fields,
    Form,
    FrozenError,
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

FIELD = "value"
FURTHEST = 1_000_000
MOST_STEPS = 1000
MOST_MARKS = 11
ENDS = "|"  # parts the words of the low end from those of the high end
SCORING = Scoring.NONE
ITEM_FIELDS = reading.HEAD_FIELDS | {"low", "high", "step"}


@dataclass(frozen=True, slots=True, kw_only=True)
class FrozenSlider(FrozenItem):
    """Whole numbers from `low` to `high` in steps of `step`."""

    kind: ClassVar[str] = "slider"
    low: int
    high: int
    step: int = 1

    def check_content(self) -> None:
        if (fault := scale_fault(self.low, self.high, self.step)) is not None:
            raise FrozenError(*fault)

    @property
    def places(self) -> range:
        """Every place the slider can take."""
        return range(self.low, self.high + 1, self.step)

    @classmethod
    def from_json(cls, data: object) -> Self:
        """Raises FrozenError when the stored shape is not a slider."""
        fields = reading.record("item", data, ITEM_FIELDS)
        head = reading.head(fields, cls.kind)
        return cls(
            id=head.id,
            competency=head.competency,
            max_score=head.max_score,
            low=reading.whole(fields, "low", -FURTHEST, FURTHEST),
            high=reading.whole(fields, "high", -FURTHEST, FURTHEST),
            step=reading.whole(fields, "step", 1, FURTHEST, default=1),
        )

    def to_json(self) -> Json:
        return {
            "id": self.id,
            "kind": self.kind,
            "competency": self.competency,
            "max_score": self.max_score,
            "low": self.low,
            "high": self.high,
            **({} if self.step == 1 else {"step": self.step}),
        }


def scale_fault(low: int, high: int, step: int) -> tuple[str, str] | None:
    """The field that is wrong, and why; None for a scale that can be used."""
    if high <= low:
        return "high", "not above the low end"
    if (high - low) % step or (high - low) // step > MOST_STEPS:
        return "step", f"does not lead from end to end in {MOST_STEPS} steps at most"
    return None


@dataclass(frozen=True, slots=True)
class SliderAnswer:
    """A place on the scale."""

    value: int

    def to_json(self) -> Json:
        return {"value": self.value}


type Answer = SliderAnswer | DontKnow


def frozen_from_json(data: object) -> FrozenSlider:
    return FrozenSlider.from_json(data)


def texts_from_json(frozen: FrozenSlider, data: object) -> ItemTexts:
    """Raises FrozenError when the texts name choices: this kind has none."""
    return reading.item_texts(data, ())


def answer_from_json(frozen: FrozenSlider, data: object) -> Answer:
    """Reads `{"value": 5}` or `{"dont_know": true}`; raises AnswerError."""
    value = reading.answer_value(data, "value")
    if isinstance(value, DontKnow):
        return value
    if isinstance(value, bool) or not isinstance(value, int) or value not in frozen.places:
        raise AnswerError(AnswerCode.MALFORMED)
    return SliderAnswer(value)


def read_answer(frozen: FrozenSlider, texts: ItemTexts, post: Form) -> Answer:
    """Reads the field `value` and the box `dont_know`, which wins: a slider always stands somewhere."""
    if dont_know.is_ticked(post, dont_know.CODE):
        return DONT_KNOW
    posted = {value for value in post.getlist(FIELD) if value}
    if not posted:
        raise AnswerError(AnswerCode.EMPTY, [FIELD])
    if len(posted) > 1:
        raise AnswerError(AnswerCode.TOO_MANY, [FIELD])
    # Looked up, not converted: int() takes "1_0", foreign digits and any length.
    place = {str(number): number for number in frozen.places}.get(posted.pop())
    if place is None:
        raise AnswerError(AnswerCode.UNKNOWN_CHOICE, [FIELD])
    return SliderAnswer(place)


def fields(frozen: FrozenSlider, answer: Answer) -> dict[str, list[str]]:
    return {dont_know.CODE: ["1"]} if isinstance(answer, DontKnow) else {FIELD: [str(answer.value)]}


def view(frozen: FrozenSlider, texts: ItemTexts, order: Sequence[str], fields: Fields) -> Json:
    """The scale, the words of its ends, and where the slider stands: in the middle before anybody moves it."""
    given = next(iter(fields.get(FIELD, ())), "")
    low_end, _between, high_end = texts.passage.partition(ENDS)
    places = frozen.places
    return {
        "low": frozen.low,
        "high": frozen.high,
        "step": frozen.step,
        "low_end": low_end.strip(),
        "high_end": high_end.strip(),
        "value": given or str(places[len(places) // 2]),
        "is_moved": bool(given),
        "marks": list(places[:: max(1, -(-len(places) // MOST_MARKS))]),
        "dont_know": any(fields.get(dont_know.CODE, ())),
    }


def shuffle_order(frozen: FrozenSlider, rng_seed: str | int) -> list[str]:
    """Nothing to shuffle."""
    return []


def options(frozen: FrozenSlider) -> tuple[str, ...]:
    """No list of its own: places are counted where somebody takes them."""
    return ()


def is_option(frozen: FrozenSlider, option: str) -> bool:
    return option in {str(place) for place in frozen.places}


def picked(frozen: FrozenSlider, answer: Answer) -> tuple[str, ...]:
    return () if isinstance(answer, DontKnow) else (str(answer.value),)


def option_mark(frozen: FrozenSlider, option: str) -> str:
    return option


def option_text(frozen: FrozenSlider, texts: ItemTexts, option: str) -> str:
    return option


def chosen_labels(frozen: FrozenSlider, texts: ItemTexts, answer: Answer) -> list[str]:
    """The place as a number."""
    return [dont_know.label() if isinstance(answer, DontKnow) else str(answer.value)]
