"""What every row has to pass before it becomes anything: an identifier of its own and a status that lets it in."""

from .codes import Code
from .findings import Findings
from .rows import Row

MAX_ID = 255
# Blank is how a whole (bulk) file says "active".
STATUSES: dict[str, Code | None] = {
    "": None,
    "active": None,
    "tobedeleted": Code.TO_BE_DELETED,
    "inactive": Code.INACTIVE,
}


def status_problem(row: Row) -> Code | None:
    return STATUSES.get(row["status"].casefold(), Code.STATUS_UNKNOWN)


def has_id(row: Row, column: str, file: str, findings: Findings) -> bool:
    """Whether the cell holds a usable identifier; reports the row otherwise."""
    if not row[column]:
        findings.add(Code.VALUE_MISSING, file, row.number, column)
        return False
    if len(row[column]) > MAX_ID:
        findings.add(Code.ID_TOO_LONG, file, row.number, column, {"limit": MAX_ID})
        return False
    return True


class Register:
    """The identifiers of one file: which were met, which were left out, and which (by row) are to be removed."""

    def __init__(self, file: str, findings: Findings) -> None:
        self.file = file
        self.left_out: set[str] = set()
        self.removed: list[tuple[int, str]] = []
        self._seen: set[str] = set()
        self._findings = findings

    def admits(self, row: Row) -> bool:
        """Whether the row has an identifier, as the first of its kind, and a status that lets it in."""
        if not has_id(row, "sourcedId", self.file, self._findings):
            return False
        sourced_id = row["sourcedId"]
        if sourced_id in self._seen:
            self._findings.add(Code.ID_TWICE, self.file, row.number, "sourcedId")
            return False
        self._seen.add(sourced_id)
        problem = status_problem(row)
        if problem is not None:
            self.leave_out(row, problem, "status")
            if problem is Code.TO_BE_DELETED:
                self.removed.append((row.number, sourced_id))
            return False
        return True

    def leave_out(self, row: Row, code: Code, column: str) -> None:
        """Report the row and remember its identifier, so that rows which point at it can say why they fail."""
        self.left_out.add(row["sourcedId"])
        self._findings.add(code, self.file, row.number, column)
