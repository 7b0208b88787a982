"""A CSV or XLSX file as rows of texts; both are read with narrow limits."""

import csv
import io
import zipfile
from collections.abc import Iterator
from itertools import islice

from assessments.exchange.banks.base import MOST_QUESTIONS, BankError, Finding, Refusal
from assessments.exchange.banks.encoding import decode, line_place
from common import zips

ZIP = b"PK\x03\x04"
MOST_COLUMNS = 60
MOST_ROWS = MOST_QUESTIONS + 1_000
LONGEST_CELL = 100_000
LONGEST_LINE_TO_GUESS = 5_000
MOST_ENTRIES = 200
LARGEST_UNPACKED = 80_000_000
DELIMITERS = ",;\t"

type Row = tuple[int, list[str]]


def rows(data: bytes) -> tuple[Iterator[Row], tuple[Finding, ...]]:
    """Return the rows with their numbers, and what was noticed; raises BankError, also while rows are taken."""
    if data.startswith(ZIP):
        return _sheet(data), ()
    decoded = decode(data)
    return _csv(decoded.text), decoded.notes


def _csv(text: str) -> Iterator[Row]:
    first = text[:LONGEST_LINE_TO_GUESS].lstrip("\n").partition("\n")[0]
    delimiter = max(DELIMITERS, key=first.count)
    csv.field_size_limit(LONGEST_CELL)
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter)
    start = 1
    try:
        for cells in islice(reader, MOST_ROWS + 1):
            yield start, _narrow(cells)
            start = reader.line_num + 1
    except csv.Error:
        raise BankError(Refusal.DAMAGED, line_place(reader.line_num)) from None
    if next(reader, None) is not None:
        raise BankError(Refusal.TOO_MANY)


def _narrow(cells: list[str]) -> list[str]:
    if len(cells) > MOST_COLUMNS and any(cell.strip() for cell in cells[MOST_COLUMNS:]):
        raise BankError(Refusal.WRONG_FORMAT)
    return [cell.strip() for cell in cells[:MOST_COLUMNS]]


def _sheet(data: bytes) -> Iterator[Row]:
    _check_archive(data)
    # Only tables that are spreadsheets need it, and it takes long to load.
    from openpyxl import load_workbook  # noqa: PLC0415

    count = 0
    try:
        book = load_workbook(io.BytesIO(data), read_only=True, data_only=True, keep_links=False)
        sheet = book.worksheets[0]
        sheet.reset_dimensions()
        for number, cells in enumerate(sheet.iter_rows(max_col=MOST_COLUMNS, values_only=True), 1):
            count = number
            if number > MOST_ROWS:
                raise BankError(Refusal.TOO_MANY)
            yield number, [_cell(value) for value in cells]
    except (BankError, MemoryError, GeneratorExit):
        raise
    # A damaged workbook makes the library raise nearly anything.
    except Exception:  # noqa: BLE001
        raise BankError(Refusal.DAMAGED, line_place(count + 1)) from None


def _check_archive(data: bytes) -> None:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = archive.infolist()
            total = sum(entry.file_size for entry in entries)
    except zips.DAMAGE:
        raise BankError(Refusal.DAMAGED) from None
    if len(entries) > MOST_ENTRIES or total > LARGEST_UNPACKED:
        raise BankError(Refusal.TOO_LARGE)
    if not any(entry.filename.startswith("xl/") for entry in entries):
        raise BankError(Refusal.WRONG_FORMAT)


def _cell(value: object) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    return str(value)[:LONGEST_CELL].replace("_x000D_", "").replace("\r\n", "\n").replace("\0", "").strip()
