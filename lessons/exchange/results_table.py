"""The results table as CSV and XLSX: cell for cell what the screen shows, safe to open in a spreadsheet."""

import csv
from collections.abc import Iterator
from io import BytesIO, StringIO

from django.utils.translation import gettext as _
from openpyxl import Workbook
from openpyxl.styles import Font

from assessments.queries import Results
from common.spreadsheet import safe_cell

MARKS = {"right": "✓", "wrong": "✗", "part": "½", "open": "…", "none": "–", "waiting": "…"}


def cell_text(state: str, text: str, source: str = "") -> str:
    """Return the words of one cell: the mark, the letters chosen, and where they came from in a mixed table."""
    if state == "unasked":
        return _("not asked")
    words = {"device": _("phone"), "live": _("live"), "paper": _("paper"), "card": _("card"), "hands": _("hands")}
    return " ".join(part for part in (MARKS[state], text, words.get(source, "")) if part)


def table(results: Results, *, with_names: bool) -> Iterator[list[object]]:
    """Yield the header, one line a student, and the foot with the number of right answers."""
    yield [
        _("Student"), *[f"{column.number}. {column.texts.prompt}" for column in results.columns], _("Right"),
    ]  # fmt: skip
    for row in results.rows:
        who = row.enrolment.label if with_names else str(row.enrolment.seat_number)
        yield [who, *[cell_text(cell.state, cell.text, cell.source) for cell in row.cells], row.right]
    yield [_("Right"), *[f"{column.counts.right}/{column.counts.n}" for column in results.columns], ""]


def to_csv(results: Results, *, with_names: bool) -> bytes:
    """Return UTF-8 with a byte order mark, which spreadsheets need to read Cyrillic."""
    out = StringIO()
    writer = csv.writer(out)
    for line in table(results, with_names=with_names):
        writer.writerow([safe_cell(value) for value in line])
    return ("\ufeff" + out.getvalue()).encode()


def to_xlsx(results: Results, *, with_names: bool) -> bytes:
    """Return a workbook of one sheet; text stays text, whatever it starts with."""
    book = Workbook()
    sheet = book.active or book.create_sheet()
    sheet.title = _("Results")[:31]
    for line in table(results, with_names=with_names):
        sheet.append([safe_cell(value) for value in line])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    sheet.freeze_panes = "B2"
    sheet.column_dimensions["A"].width = 24
    out = BytesIO()
    book.save(out)
    return out.getvalue()
