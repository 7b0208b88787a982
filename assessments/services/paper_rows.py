"""Rows typed in from paper: what the page sent, and what became of each."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from assessments.interactions.base import Answer
from assessments.queries.paper_rows import SheetRow


class Decision(StrEnum):
    """What the teacher says where a student has answered already."""

    NONE = ""
    KEEP = "keep"
    REPLACE = "replace"
    ADD = "add"


class RowState(StrEnum):
    """What became of a row."""

    UNTOUCHED = "untouched"
    SAVED = "saved"
    BAD = "bad"  # a cell cannot be read
    BOTH = "both"  # ticked as not there, and answers stand in it
    ASKS = "asks"  # answers are stored that did not come from paper: the teacher decides
    MOVED = "moved"  # somebody else changed the row meanwhile
    FULL = "full"  # no try is left


class Plan(StrEnum):
    """What saving a row writes."""

    NOTHING = "nothing"
    NEW = "new"  # a try of its own
    TAKE_OVER = "take_over"  # a try begun on a device, without any answer
    CORRECT = "correct"
    ABSENT = "absent"
    PRESENT = "present"
    REMOVE = "remove"


@dataclass(frozen=True)
class TypedRow:
    """One row as the page sent it; ``shown`` is what stood in its cells when the page was made."""

    place: str
    number: int
    cells: Sequence[str]
    shown: Sequence[str]
    is_absent: bool = False
    was_absent: bool = False
    decision: Decision = Decision.NONE


@dataclass(frozen=True)
class CellFault:
    """A cell that cannot be read: its place in the row, the question's number, and what may stand there."""

    place: int
    number: int
    typed: str
    allowed: str


@dataclass(frozen=True)
class RowOutcome:
    """What became of a row, and which cells are to blame."""

    state: RowState
    faults: Sequence[CellFault] = ()


@dataclass(frozen=True)
class RowPlan:
    """A row that was compared with what is stored: what to write, if anything; answers by question."""

    row: SheetRow
    outcome: RowOutcome
    plan: Plan = Plan.NOTHING
    answers: Mapping[str, Answer | None] = field(default_factory=dict)
