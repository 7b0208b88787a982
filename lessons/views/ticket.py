"""An exit ticket in the grid: up to three questions of a quiz, and the rest of each line filled in unseen."""

from collections.abc import Collection, Sequence

from django.http import QueryDict

from assessments.exchange.sheet_cells import PaperQuestion
from assessments.queries import SheetRow

MOST_ON_TICKET = 3
NOT_ASKED = "-"


def ticket_numbers(asked: QueryDict, questions: Sequence[PaperQuestion]) -> list[int]:
    """Return the chosen questions' numbers, or the first three where none is chosen."""
    numbers = [one.number for one in questions if one.number]
    chosen = [number for number in numbers if str(number) in asked.getlist("q")]
    return (chosen or numbers)[:MOST_ON_TICKET]


def on_ticket(row: SheetRow, only: Collection[int], cells: Sequence[str]) -> list[str]:
    """Return those cells of a line that the ticket has; all of them without one."""
    pairs = zip(row.questions, cells, strict=False)
    return [cell for question, cell in pairs if not only or question.number in only]


def whole_line(row: SheetRow, only: Collection[int], sent: Sequence[str], *, gap: str = "") -> list[str]:
    """Return the line with what was sent in its places; elsewhere what is stored, else ``gap``."""
    places = [place for place, question in enumerate(row.questions) if question.number in only]
    if not only or len(sent) != len(places):
        return list(sent)
    line = [cell or gap for cell in row.cells]
    for place, cell in zip(places, sent, strict=True):
        line[place] = cell
    return line
