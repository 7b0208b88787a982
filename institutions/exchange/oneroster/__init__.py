"""OneRoster CSV 1.1 and 1.2: from the bytes of a zip to classes and learners, or to a refusal that says why."""

from .archive import MAX_UPLOAD
from .codes import NOTICES, Code
from .findings import RosterRefused, RowProblem
from .messages import explain
from .reader import read_roster
from .roster import (
    ChangeKind,
    DroppedColumns,
    Mode,
    Roster,
    RosterChange,
    RosterClass,
    RosterInstitution,
    RosterLearner,
    RosterPeriod,
    Tally,
)

__all__ = [
    "MAX_UPLOAD",
    "NOTICES",
    "ChangeKind",
    "Code",
    "DroppedColumns",
    "Mode",
    "Roster",
    "RosterChange",
    "RosterClass",
    "RosterInstitution",
    "RosterLearner",
    "RosterPeriod",
    "RosterRefused",
    "RowProblem",
    "Tally",
    "explain",
    "read_roster",
]
