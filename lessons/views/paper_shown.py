"""The grid for answers from paper as it is shown: what is stored, or what was typed and why it was not taken."""

import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from assessments.queries import SheetRow
from assessments.services import CellFault, RowOutcome, RowState, TypedRow
from lessons.views.ticket import on_ticket

WORDS = {
    RowState.SAVED: gettext_lazy("Saved"),
    RowState.BAD: gettext_lazy("Not saved: check the cells that are marked."),
    RowState.BOTH: gettext_lazy("Not saved: ticked as not there, but answers stand in the row. Take one of them away."),
    RowState.ASKS: gettext_lazy("Not saved: answers that did not come from paper are stored. Decide which count."),
    RowState.MOVED: gettext_lazy("Not saved: the row was changed meanwhile. Compare it with the sheet and save again."),
    RowState.FULL: gettext_lazy("Not saved: no try is left. Give this student a second try first."),
}


@dataclass(frozen=True)
class GridCell:
    """One box: what stands in it, which question it answers, and why it was not taken."""

    number: int
    text: str
    allowed: str
    is_one_key: bool
    error: str = ""


@dataclass(frozen=True)
class GridRow:
    """One line of the grid; ``differing`` lists (question, stored, typed) where the teacher has to decide.

    ``padding`` is how many boxes fewer it has than the longest line: forms may differ in length.
    """

    row: SheetRow
    cells: Sequence[GridCell]
    state: RowState
    is_absent: bool
    differing: Sequence[tuple[int, str, str]] = ()
    padding: int = 0
    only: Collection[int] = ()

    @property
    def place(self) -> str:
        """Return the address of the student's place."""
        return self.row.enrolment.public_id

    @property
    def shown(self) -> str:
        """Return what is stored, for the page to send back: so nobody's change is overwritten unseen."""
        return json.dumps(on_ticket(self.row, self.only, self.row.cells), ensure_ascii=False)

    @property
    def words(self) -> str:
        """Return what became of the row, in words."""
        return str(WORDS.get(self.state, ""))


def grid(
    rows: Sequence[SheetRow],
    typed: Mapping[str, TypedRow],
    outcomes: Mapping[str, RowOutcome],
    only: Collection[int] = (),
) -> list[GridRow]:
    """Return the lines: those that were not taken keep what was typed. ``only`` names the questions of a ticket."""
    places = [row.enrolment.public_id for row in rows]
    lines = [_line(row, typed.get(place), outcomes.get(place), only) for row, place in zip(rows, places, strict=True)]
    longest = max((len(line.cells) for line in lines), default=0)
    return [replace(line, padding=longest - len(line.cells)) for line in lines]


def _line(row: SheetRow, typed: TypedRow | None, outcome: RowOutcome | None, only: Collection[int]) -> GridRow:
    state = outcome.state if outcome else RowState.UNTOUCHED
    is_taken = typed is None or state in (RowState.UNTOUCHED, RowState.SAVED)
    texts = row.cells if is_taken or typed is None else [*typed.cells, *[""] * len(row.questions)]
    faults = {fault.place: fault for fault in outcome.faults} if outcome else {}
    cells = [
        GridCell(
            number=question.number,
            text=text,
            allowed=question.allowed,
            is_one_key=question.space is not None and question.space.is_one_key,
            error=fault_words(faults[place]) if place in faults else "",
        )
        for place, (question, text) in enumerate(zip(row.questions, texts, strict=False))
    ]
    differing = [
        (cell.number, stored or "–", cell.text or "–")
        for cell, stored in zip(cells, row.cells, strict=True)
        if state == RowState.ASKS and cell.text != stored and (not only or cell.number in only)
    ]
    cells = [cell for cell in cells if not only or cell.number in only]
    is_absent = typed.is_absent if typed and not is_taken else row.is_absent
    return GridRow(row, cells, state, is_absent, differing, only=only)


def fault_words(fault: CellFault) -> str:
    """Return which cell it is and what may stand there."""
    said: dict[str, Any] = {"number": fault.number, "typed": fault.typed, "allowed": fault.allowed}
    if not fault.typed:
        return _("Question %(number)s is empty. Type %(allowed)s; ? for “I don't know”, - for no answer.") % said
    text = _("Question %(number)s: “%(typed)s” is no answer. Type %(allowed)s; ? for “I don't know”, - for no answer.")
    return text % said
