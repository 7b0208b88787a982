"""What a roster holds once everything that we do not keep has been dropped."""

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from .findings import RowProblem

NAME_LIMIT = 20


class Mode(StrEnum):
    BULK = "bulk"
    DELTA = "delta"


class ChangeKind(StrEnum):
    JOINS = "joins"
    LEAVES = "leaves"
    CLASS_REMOVED = "class_removed"
    USER_REMOVED = "user_removed"


# Source identifiers and names stay out of every repr: a log line or a traceback must not become a list of children.
@dataclass(frozen=True, slots=True)
class RosterLearner:
    """One pupil. `family_initial` is empty unless somebody in one of the classes has the same given name."""

    sourced_id: str = field(repr=False)
    given_name: str = field(repr=False)
    family_initial: str = field(default="", repr=False)

    @property
    def display_name(self) -> str:
        """At most 20 characters; empty when the file gave no usable name (the caller then shows a number)."""
        return f"{self.given_name} {self.family_initial}." if self.family_initial else self.given_name


@dataclass(frozen=True, slots=True)
class RosterPeriod:
    """The time that a class covers: from the first of its terms to the last. Dates as the file writes them."""

    title: str = ""
    begins_on: date | None = None
    ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class RosterClass:
    """One class. `teachers` are source identifiers and nothing else, to be counted or matched, never shown."""

    sourced_id: str = field(repr=False)
    title: str
    grade: str
    period: RosterPeriod
    institution_id: str = field(repr=False)
    learners: tuple[RosterLearner, ...]
    teachers: tuple[str, ...] = field(repr=False)
    row: int

    @property
    def teacher_count(self) -> int:
        return len(self.teachers)


@dataclass(frozen=True, slots=True)
class RosterInstitution:
    """A school that one of the classes belongs to: identifier and name, never its kind or place."""

    sourced_id: str = field(repr=False)
    name: str


@dataclass(frozen=True, slots=True)
class RosterChange:
    """Something about a record that this file does not hold in full: a removal, or a move in an older class (delta).

    The caller finds class and user by the HMAC of their ids; `learner` is set when the file describes the pupil.
    """

    kind: ChangeKind
    file: str
    row: int
    class_id: str = field(default="", repr=False)
    user_id: str = field(default="", repr=False)
    role: str = ""
    learner: RosterLearner | None = field(default=None, repr=False)


@dataclass(frozen=True, slots=True)
class DroppedColumns:
    """The columns of one file whose cells were thrown away as soon as the line had been split."""

    file: str
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Tally:
    """Where the rows of one file went; `rows == taken + other + reported` always holds."""

    rows: int = 0
    taken: int = 0
    other: int = 0
    reported: int = 0


@dataclass(frozen=True, slots=True)
class Roster:
    """The whole reading. Of `users`, `taken` are learners and `other` are people of whom nothing is kept."""

    version: str
    mode: Mode
    institutions: tuple[RosterInstitution, ...]
    classes: tuple[RosterClass, ...]
    changes: tuple[RosterChange, ...]
    problems: tuple[RowProblem, ...]
    dropped: tuple[DroppedColumns, ...]
    unread_files: tuple[str, ...]
    unknown_files: int
    users: Tally
    class_rows: Tally
    enrolments: Tally
