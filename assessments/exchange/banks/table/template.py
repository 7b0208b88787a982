"""The empty table with an example of each kind, as XLSX and CSV."""

import csv
import io
from collections.abc import Iterator

from django.utils.translation import gettext as _

from assessments import interactions
from assessments.exchange.banks.table.columns import LETTERS, MAIN


def template(file_type: str) -> bytes:
    """Return the template as ``xlsx`` or ``csv``, its examples in the language of the moment."""
    return _workbook() if file_type == "xlsx" else _csv()


def _lines() -> Iterator[list[str]]:
    yield list(MAIN)
    advice = _("# Lines that begin with # are not read. One question a line; A to H are the choices.")
    yield [advice, *[""] * (len(MAIN) - 1)]
    for kind, right, question, *cells in _examples():
        if kind in interactions.KINDS:
            row = {"kind": kind, "question": question, "right": right} | dict(zip(LETTERS, cells, strict=False))
            yield [row.get(name, "") for name in MAIN]


def _examples() -> Iterator[tuple[str, ...]]:
    yield "choice", "B", _("Which of these is a bird?"), _("a cat"), _("a stork"), _("a carp")
    yield "choice", "A, C", _("Which two are fruit?"), _("an apple"), _("a carrot"), _("a pear")
    yield "true_false", "true", _("The sun rises in the east.")
    yield "order", "", _("Put the days in order."), _("Monday"), _("Tuesday"), _("Wednesday")
    yield "text_entry", "", _("Which month comes after May?"), _("June")
    yield "numeric", "12", _("How many months has a year?")
    yield "match", "", _("What do they eat?"), _("a cow -> grass"), _("a stork -> frogs")


def _csv() -> bytes:
    out = io.StringIO()
    csv.writer(out).writerows(_lines())
    return ("\ufeff" + out.getvalue()).encode()


def _workbook() -> bytes:
    # Only this page needs it, and it takes long to load.
    from openpyxl import Workbook  # noqa: PLC0415
    from openpyxl.styles import Font  # noqa: PLC0415

    book = Workbook()
    sheet = book.worksheets[0]
    for line in _lines():
        sheet.append(line)
    for cell in sheet[1]:
        cell.font = Font(bold=True)
    sheet.column_dimensions["C"].width = 50
    sheet.freeze_panes = "A2"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()
