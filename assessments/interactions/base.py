"""What every interaction kind shares: the frozen item, its texts, answers, errors and the `Logic` protocol."""

import re
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from typing import ClassVar, Protocol

from assessments.interactions.media import NO_MEDIA, Media

type Json = dict[str, object]

MAX_SCORE = 100
UUID_SHAPE = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}")


class FrozenError(ValueError):
    """Frozen content is not what its kind expects; `field` names the part, `reason` says why."""

    def __init__(self, field: str, reason: str) -> None:
        super().__init__(f"{field}: {reason}")
        self.field = field
        self.reason = reason


class AnswerCode(StrEnum):
    """Why an answer cannot be taken; the words for the reader belong to the view."""

    EMPTY = "empty"
    MALFORMED = "malformed"
    UNKNOWN_CHOICE = "unknown_choice"
    TOO_MANY = "too_many"
    DONT_KNOW_AND_MORE = "dont_know_and_more"
    UNKNOWN_POSITION = "unknown_position"
    REPEATED_POSITION = "repeated_position"
    MISSING_POSITION = "missing_position"
    INCOMPLETE = "incomplete"
    USED_TWICE = "used_twice"
    UNPAIRED = "unpaired"
    NOT_A_NUMBER = "not_a_number"
    TOO_LONG = "too_long"
    NO_TEXT = "no_text"
    NO_FILE = "no_file"
    TOO_MANY_FILES = "too_many_files"
    FILE_EMPTY = "file_empty"
    FILE_TOO_LARGE = "file_too_large"
    FILE_UNKNOWN = "file_unknown"
    PICTURE_BROKEN = "picture_broken"
    PICTURE_TOO_LARGE = "picture_too_large"


class Scoring(StrEnum):
    """Who says how good an answer is."""

    KEY = "key"
    PERSON = "person"  # somebody marks it by a rubric; until then it has no score
    NONE = "none"  # a self-check without right or wrong: shown, never stored


class AnswerError(ValueError):
    """An answer cannot be taken; `fields` names the form fields that an error summary links to.

    `place` counts the files that were sent together from 1 where one of them is meant; 0 means none.
    """

    def __init__(self, code: AnswerCode, fields: Sequence[str] = (), *, place: int = 0) -> None:
        super().__init__(code.value)
        self.code = code
        self.fields = tuple(fields)
        self.place = place


@dataclass(frozen=True, slots=True, kw_only=True)
class FrozenItem(ABC):
    """Language-free part of a published item; each kind adds its choices and its key.

    Answers to an online-only kind never lie on a device: they are too large for it, or a student's own words.
    `xapi_type` is what other systems call such a question (xAPI-Data 1.0.3, section 2.4.4.1).
    """

    kind: ClassVar[str]
    xapi_type: ClassVar[str] = "other"
    is_online_only: ClassVar[bool] = False
    id: str
    competency: str = ""
    max_score: int = 1

    def __post_init__(self) -> None:
        check_uuid("id", self.id)
        if self.competency:
            check_uuid("competency", self.competency)
        if isinstance(self.max_score, bool) or not 1 <= self.max_score <= MAX_SCORE:
            raise FrozenError("max_score", f"not a whole number from 1 to {MAX_SCORE}")
        self.check_content()

    @abstractmethod
    def check_content(self) -> None:
        """Raises FrozenError unless the parts that the kind adds agree with each other."""

    @abstractmethod
    def to_json(self) -> Json:
        """The stored shape; a field added later is written only where it differs from its default: hashes last."""


def check_uuid(name: str, value: str) -> None:
    """Raises FrozenError unless the value is a UUID in its canonical spelling (one spelling, one hash)."""
    if not UUID_SHAPE.fullmatch(value):
        raise FrozenError(name, f"{value!r} is not a UUID in lower case with hyphens")


@dataclass(frozen=True, slots=True, kw_only=True)
class ChoiceTexts:
    """One choice in one language; `misconception` is for staff only."""

    text: str
    feedback: str = ""
    misconception: str = ""

    def to_json(self) -> Json:
        return _without_empty({"text": self.text, "feedback": self.feedback, "misconception": self.misconception})


@dataclass(frozen=True, slots=True, kw_only=True)
class ItemTexts:
    """One item in one language; a kind uses the fields that it has a place for.

    ``choices`` names every entry that has words, of whichever list. ``passage`` is a text with numbered gaps: "[1]".
    ``reteach`` is for staff only, as misconceptions are.
    """

    prompt: str
    passage: str = ""
    feedback: str = ""
    feedback_right: str = ""
    feedback_wrong: str = ""
    misconception: str = ""
    choices: Mapping[str, ChoiceTexts] = field(default_factory=dict)
    media: Media = NO_MEDIA
    reteach: str = ""

    def without_advice(self) -> "ItemTexts":
        """The same for places where students are near: nothing of how to teach it again."""
        return replace(self, reteach="")

    def to_json(self) -> Json:
        return _without_empty(
            {
                "prompt": self.prompt,
                "passage": self.passage,
                "feedback": self.feedback,
                "feedback_right": self.feedback_right,
                "feedback_wrong": self.feedback_wrong,
                "misconception": self.misconception,
                "choices": {choice: texts.to_json() for choice, texts in self.choices.items()},
                "media": self.media.to_json(),
                "reteach": self.reteach,
            }
        )


def _without_empty(fields: Json) -> Json:
    return {name: value for name, value in fields.items() if value}


class Answer(Protocol):
    """An answer that has been read and checked."""

    def to_json(self) -> Json: ...


class CellState(StrEnum):
    """How one answer stands in the results table."""

    RIGHT = "right"
    PARTIAL = "partial"
    WRONG = "wrong"
    DONT_KNOW = "dont_know"
    EMPTY = "empty"
    WAITING = "waiting"  # for somebody to mark it


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of the results table: a state and a few characters ("B", "A, C", "2-1-3")."""

    state: CellState
    text: str


@dataclass(frozen=True, slots=True)
class FeedbackEntry:
    """One piece of feedback; `option` is empty when it belongs to the item as a whole."""

    option: str
    label: str
    text: str
    is_right: bool | None = None


class Form(Protocol):
    """A posted form, as far as reading an answer needs it (Django's QueryDict is one)."""

    def getlist(self, key: str, /) -> Sequence[str]: ...


type Fields = Mapping[str, Sequence[str]]
"""Form fields and their values, as a page posts them or as a stored answer would fill them."""


class Logic[F: FrozenItem, A: Answer](Protocol):
    """What `interactions/<kind>/logic.py` offers; `A` includes `DontKnow`. An *option* is what statistics count.

    `fields` is the inverse of `read_answer`. `view` is what the kind's template shows: no key, and nothing from which
    the key could be told. The first control of every template has the id `choice-1`. `right_answer` is None where
    nothing is right or wrong; `wrong_answers` are some that students give, the likeliest first.
    """

    SCORING: Scoring

    def frozen_from_json(self, data: object) -> F: ...
    def texts_from_json(self, frozen: F, data: object) -> ItemTexts: ...
    def answer_from_json(self, frozen: F, data: object) -> A: ...
    def read_answer(self, frozen: F, texts: ItemTexts, post: Form) -> A: ...
    def fields(self, frozen: F, answer: A) -> dict[str, list[str]]: ...
    def view(self, frozen: F, texts: ItemTexts, order: Sequence[str], fields: Fields) -> Json: ...
    def right_answer(self, frozen: F, texts: ItemTexts) -> A | None: ...
    def wrong_answers(self, frozen: F, texts: ItemTexts) -> list[A]: ...
    def grade(self, frozen: F, answer: A) -> Decimal: ...
    def partial_share(self, frozen: F, answer: A) -> Decimal: ...
    def shuffle_order(self, frozen: F, rng_seed: str | int) -> list[str]: ...
    def cell(self, frozen: F, answer: A | None) -> Cell: ...
    def options(self, frozen: F) -> tuple[str, ...]: ...
    def is_option(self, frozen: F, option: str) -> bool: ...
    def right_options(self, frozen: F) -> frozenset[str]: ...
    def picked(self, frozen: F, answer: A) -> tuple[str, ...]: ...
    def option_mark(self, frozen: F, option: str) -> str: ...
    def option_text(self, frozen: F, texts: ItemTexts, option: str) -> str: ...
    def option_misconception(self, frozen: F, texts: ItemTexts, option: str) -> str: ...
    def chosen_labels(self, frozen: F, texts: ItemTexts, answer: A) -> list[str]: ...
    def key_labels(self, frozen: F, texts: ItemTexts) -> list[str]: ...
    def feedback(self, frozen: F, texts: ItemTexts, answer: A) -> list[FeedbackEntry]: ...
    def misconceptions(self, frozen: F, texts: ItemTexts, answer: A) -> list[str]: ...
