"""What every bank is read into: questions as their kinds write them, and a reason for each that stays outside.

Rule: questions in the file = imported + reported; nothing is dropped in silence.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from assessments.interactions.packing import PackQuestion

LARGEST_FILE = 50_000_000  # bytes, before and after unpacking
MOST_QUESTIONS = 50_000
LARGEST_PICTURE = 10_000_000


class Reason(StrEnum):
    """Why a question, or a part of it, was not taken; the words for the reader belong to the screen."""

    UNKNOWN_KIND = "unknown_kind"  # the other system's kind has no counterpart here
    NO_KEY = "no_key"
    NO_PROMPT = "no_prompt"
    TOO_FEW_CHOICES = "too_few_choices"
    TOO_MANY_CHOICES = "too_many_choices"
    TOO_LONG = "too_long"
    BROKEN = "broken"  # cannot be understood at this place
    WEIGHTS_LOST = "weights_lost"  # note: graded by other points there
    FORMATTING_LOST = "formatting_lost"  # note: formulas, tables or styles became plain text
    MEDIA_MISSING = "media_missing"
    MEDIA_REFUSED = "media_refused"
    RESPONSE_PROCESSING = "response_processing"  # its own program decides what is right
    SCRIPTED = "scripted"
    NEEDS_PERSON = "needs_person"  # note: a person marks it
    DUPLICATE = "duplicate"  # the same question stands earlier in the file
    NOT_A_QUESTION = "not_a_question"  # note: a heading or an explanation between the questions
    SEVERAL_KEYS = "several_keys"  # two right answers that no question here can have side by side
    PATTERN_LOST = "pattern_lost"  # note: a wildcard in an answer; the words without it are the answer
    FEEDBACK_LOST = "feedback_lost"  # note: a comment that has no place here
    MEDIA_LEFT_OUT = "media_left_out"  # note: the question was taken without its picture or sound
    PLACES_UNNAMED = "places_unnamed"  # note: places on a picture that only have numbers
    FEWER_CHOICES = "fewer_choices"  # note: every word could be marked there, here only some of them
    ENCODING_GUESSED = "encoding_guessed"  # note: look whether the letters are right


class Refusal(StrEnum):
    """Why a whole file cannot be read: the code of a `BankError`."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    TOO_MANY = "too_many"
    TOO_SLOW = "too_slow"  # reading it took more time or memory than a file may
    NUL = "nul"
    ENCODING = "encoding"
    WRONG_FORMAT = "wrong_format"
    DAMAGED = "damaged"
    UNSAFE = "unsafe"  # an archive with links, archives, encrypted files or names that lead out of it
    DECLARATIONS = "declarations"  # XML with a document type or entities of its own
    TOO_DEEP = "too_deep"
    NO_QUESTIONS = "no_questions"


class BankError(ValueError):
    """The file as a whole cannot be read; `reason` is a code, `place` a line or an entry where one is known."""

    def __init__(self, reason: str, place: str = "") -> None:
        super().__init__(reason)
        self.reason, self.place = reason, place


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """Something to tell: `place` is a line ("line 12") or an entry's name, `kind` the other system's word.

    `detail` may quote at most a few harmless characters of the file, as plain text. A note stands beside a question
    that was taken all the same.
    """

    place: str
    name: str
    kind: str
    reason: Reason
    detail: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Media:
    """A picture or a sound that travels along, not yet checked; `path` is its name inside the file, never used as one.

    `alt` says what it shows, where the file says so; `is_prompt` whether it stands beside the words of the question.
    """

    path: str
    data: bytes
    alt: str = ""
    is_prompt: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class BankQuestion:
    """One question: its kind and content, where it stood, and the other system's identifier where it has one.

    `key` is what makes importing again harmless: the identifier, else a hash of the content. `mark` stands for the
    picture of the prompt as it was in the file.
    """

    kind: str
    question: PackQuestion
    name: str
    place: str
    key: str
    source_kind: str = ""
    category: str = ""
    tags: tuple[str, ...] = ()
    media: tuple[Media, ...] = ()
    mark: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Bank:
    """A file that has been read. `questions_in` = len(questions) + len(reported), `notes` come on top."""

    format: str
    questions: tuple[BankQuestion, ...]
    reported: tuple[Finding, ...] = ()
    notes: tuple[Finding, ...] = ()
    title: str = ""
    language: str = ""
    meta: Mapping[str, str] = field(default_factory=dict)

    @property
    def questions_in(self) -> int:
        """How many questions the file holds."""
        return len(self.questions) + len(self.reported)
