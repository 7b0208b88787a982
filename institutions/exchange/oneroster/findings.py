"""What the reader says about a file: refusals of the whole, problems of single rows. Neither ever quotes a cell."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from .codes import NOTICES, Code

# Figures, and names that stand in our own code: an error shows a code, never what was uploaded.
Params = Mapping[str, int | str]


class RosterRefused(Exception):
    """The whole upload is refused. `row` counts as a spreadsheet does (the header is row 1); it may be None."""

    def __init__(
        self, code: Code, file: str = "", row: int | None = None, column: str = "", params: Params | None = None
    ) -> None:
        self.code = code
        self.file = file
        self.row = row
        self.column = column
        self.params: Params = dict(params or {})
        super().__init__(f"{code} file={file} row={row} column={column} {self.params}")


@dataclass(frozen=True, slots=True)
class RowProblem:
    """One row that is left out, or (`is_notice`) one that is imported with a remark."""

    file: str
    row: int
    column: str
    code: Code
    params: Params = field(default_factory=dict)

    @property
    def is_notice(self) -> bool:
        return self.code in NOTICES


class Findings:
    """Collects the problems of one reading, in the order in which they are met."""

    def __init__(self) -> None:
        self.problems: list[RowProblem] = []

    def add(self, code: Code, file: str, row: int, column: str = "", params: Params | None = None) -> None:
        self.problems.append(RowProblem(file, row, column, code, dict(params or {})))

    def left_out_rows(self, file: str) -> set[int]:
        """The rows of one file that did not become anything."""
        return {problem.row for problem in self.problems if problem.file == file and not problem.is_notice}
