"""Comparing what was typed into a row with what is stored: good, bad, or a matter for the teacher. Writes nothing."""

from collections.abc import Sequence

from assessments.interactions.base import Answer
from assessments.interactions.typed import TypedError
from assessments.queries.paper_rows import SheetRow
from assessments.services.paper_rows import CellFault, Decision, Plan, RowOutcome, RowPlan, RowState, TypedRow


def plan_row(row: SheetRow, typed: TypedRow, latest: SheetRow) -> RowPlan:
    """Return what is to be done with a row; ``latest`` is the student's latest try, which may be the same."""
    cells = [_canonical(row, place, cell) for place, cell in enumerate(typed.cells)]
    settled = _settled(row, typed, cells)
    if settled is not None:
        return _told(row, settled)
    if typed.is_absent:
        return _absent(row, cells)
    if not any(cells) and not row.is_known:
        return RowPlan(row, RowOutcome(RowState.SAVED), Plan.PRESENT)
    return _sheet(row, cells, typed.decision, latest)


def _canonical(row: SheetRow, place: int, cell: str) -> str:
    """Return a cell as it would be written back, so that "b" and "2" are no change of "B"; what is no answer stays."""
    try:
        question = row.questions[place]
        return question.write(question.read(cell))
    except (TypedError, IndexError):
        return cell.strip()


def _settled(row: SheetRow, typed: TypedRow, cells: Sequence[str]) -> RowState | None:
    """Return what needs no look at the cells: nothing was typed, it is stored already, or the row has moved."""
    shown = list(typed.shown)
    if typed.decision == Decision.KEEP or (cells == shown and typed.is_absent == typed.was_absent):
        return RowState.UNTOUCHED
    if cells == row.cells and typed.is_absent == row.is_absent:
        return RowState.SAVED
    return RowState.MOVED if shown != row.cells or len(cells) != len(row.questions) else None


def _absent(row: SheetRow, cells: Sequence[str]) -> RowPlan:
    """A row of somebody who was not there is empty; a sheet typed into the wrong row is taken back by emptying it."""
    if any(cells):
        return _told(row, RowState.BOTH)
    if row.is_foreign:
        return _told(row, RowState.ASKS)
    return RowPlan(row, RowOutcome(RowState.SAVED), Plan.REMOVE if row.is_known else Plan.ABSENT)


def _sheet(row: SheetRow, cells: Sequence[str], decision: Decision, latest: SheetRow) -> RowPlan:
    answers, faults = _read(row, cells)
    if faults:
        return RowPlan(row, RowOutcome(RowState.BAD, faults))
    if decision == Decision.ADD and latest.number > row.number:
        return _told(row, RowState.SAVED if cells == latest.cells else RowState.MOVED)
    if row.is_foreign and decision == Decision.NONE:
        return _told(row, RowState.ASKS)
    is_new = row.attempt is None or (row.is_foreign and decision == Decision.ADD)
    if is_new and row.last and not row.may_add:
        return _told(row, RowState.FULL)
    plan = Plan.NEW if is_new else Plan.CORRECT if row.is_known else Plan.TAKE_OVER
    return RowPlan(row, RowOutcome(RowState.SAVED), plan, answers)


def _read(row: SheetRow, cells: Sequence[str]) -> tuple[dict[str, Answer | None], list[CellFault]]:
    answers: dict[str, Answer | None] = {}
    faults = []
    for place, (question, cell) in enumerate(zip(row.questions, cells, strict=True)):
        try:
            answers[question.item.id] = question.read(cell)
        except TypedError:
            faults.append(CellFault(place, question.number, cell, question.allowed))
    return answers, faults


def _told(row: SheetRow, state: RowState) -> RowPlan:
    return RowPlan(row, RowOutcome(state))
