"""Lines of a table as CSV and XLSX, safe to open in a spreadsheet."""

import csv
from collections.abc import Iterable
from io import BytesIO, StringIO

from openpyxl import Workbook
from openpyxl.styles import Font

from common.spreadsheet import safe_cell

type Lines = Iterable[list[object]]


def to_csv(lines: Lines) -> bytes:
    """Return UTF-8 with a byte order mark, which spreadsheets need to read Cyrillic."""
    out = StringIO()
    writer = csv.writer(out)
    for line in lines:
        writer.writerow([safe_cell(value) for value in line])
    return ("\ufeff" + out.getvalue()).encode()


def to_xlsx(lines: Lines, title: str) -> bytes:
    """Return a workbook of one sheet; text stays text, whatever it starts with."""
    book = Workbook()
    sheet = book.active or book.create_sheet()
    sheet.title = title[:31]
    for line in lines:
        sheet.append([safe_cell(value) for value in line])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    sheet.freeze_panes = "B2"
    sheet.column_dimensions["A"].width = 24
    out = BytesIO()
    book.save(out)
    return out.getvalue()
