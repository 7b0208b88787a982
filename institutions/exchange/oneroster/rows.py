"""One table: bytes to rows of the few columns that we keep, with the row number that a spreadsheet shows."""

import codecs
import csv
import io
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from .archive import Archive, damage_is_refused
from .codes import Code
from .findings import Findings, RosterRefused
from .tables import TableSpec

MAX_RECORD = 32 * 1024
MAX_COLUMNS = 100
# When this many rows have the wrong number of cells, the file was cut up wrongly as a whole.
MAX_MISFITS = 200
CHUNK = 64 * 1024

CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
# Latin beside Cyrillic inside one word: the sign that a file was not written in the code page that we took it for.
MIXED_ALPHABETS = re.compile(r"[A-Za-z][\u0400-\u04ff]|[\u0400-\u04ff][A-Za-z]")
HEADER_NAME = re.compile(r"[A-Za-z][A-Za-z0-9_.]{0,63}")
FALLBACK = "cp1251"


@dataclass(frozen=True, slots=True)
class Row:
    """One data row: its number (the header is row 1) and the kept cells by canonical column name."""

    number: int
    cells: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells.get(column, "")


class Table:
    """One CSV file of the archive, read row by row so that a large one never stands in memory as a whole."""

    def __init__(self, archive: Archive, spec: TableSpec) -> None:
        self.spec = spec
        self.dropped: tuple[str, ...] = ()
        self.row_count = 0
        self._archive = archive
        self._records = 0
        self._pending = 0
        self._separator = ","
        self._header: list[str] = []

    def rows(self, findings: Findings) -> Iterator[Row]:
        """Every row that has as many cells as the header; the others are reported, empty ones are passed over."""
        encoding = self._encoding()
        misfits = 0
        with self._archive.open(self.spec.file) as stream:
            text = io.TextIOWrapper(stream, encoding=encoding, errors="strict", newline="")
            records = self._read(text)
            kept = self._read_header(next(records, None))
            for cells in records:
                number = self._records
                # Empty rows count here: a file of line breaks alone must come to an end too.
                if number > self.spec.max_rows + 1:
                    raise self._refused(Code.TOO_MANY_ROWS, number, limit=self.spec.max_rows)
                fits = self._fits(cells)
                if fits and not any(cells):
                    continue
                self.row_count += 1
                if not fits:
                    misfits += 1
                    if misfits > MAX_MISFITS:
                        raise self._refused(Code.ROWS_DO_NOT_FIT, number, limit=MAX_MISFITS)
                    counts = {"expected": len(self._header), "found": len(cells)}
                    findings.add(Code.CELL_COUNT, self.spec.file, number, params=counts)
                    continue
                row = Row(number, {name: cells[index].strip() for name, index in kept.items()})
                if encoding == FALLBACK:
                    self._check_alphabets(row)
                yield row

    def _fits(self, cells: list[str]) -> bool:
        """A spreadsheet may add empty cells at the end; any other surplus would shift a surname into a kept column."""
        width = len(self._header)
        if not cells:
            return True
        return width <= len(cells) <= MAX_COLUMNS and not any(cells[width:])

    def _encoding(self) -> str:
        """UTF-8 (with or without a mark) when every byte of the file agrees, else the Cyrillic code page of Windows."""
        decoder = codecs.getincrementaldecoder("utf-8")("strict")
        with self._archive.open(self.spec.file) as stream, damage_is_refused(self.spec.file):
            chunk = stream.read(CHUNK)
            if chunk.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
                raise self._refused(Code.ENCODING, 1)
            try:
                while chunk:
                    decoder.decode(chunk)
                    chunk = stream.read(CHUNK)
                decoder.decode(b"", final=True)
            except UnicodeDecodeError:
                return FALLBACK
        return "utf-8-sig"

    def _read(self, text: io.TextIOWrapper) -> Iterator[list[str]]:
        """Records with their cells; `_records` is the number of the one just given."""
        lines = self._lines(text)
        first = next(lines, "")
        # Excel writes semicolons wherever the comma is the decimal sign.
        self._separator = ";" if ";" in first and "," not in first else ","
        reader = csv.reader(_chained(first, lines), delimiter=self._separator, strict=True)
        while True:
            try:
                record = next(reader, None)
            except csv.Error:
                raise self._refused(Code.QUOTES, self._records + 1) from None
            if record is None:
                return
            self._records += 1
            self._pending = 0
            yield record

    def _lines(self, text: io.TextIOWrapper) -> Iterator[str]:
        while True:
            try:
                with damage_is_refused(self.spec.file):
                    line = _readline(text)
            except _UndecodableError:
                raise self._refused(Code.ENCODING, self._records + 1) from None
            if not line:
                return
            self._pending += len(line)
            if self._pending > MAX_RECORD:
                raise self._refused(Code.RECORD_TOO_LONG, self._records + 1, limit=MAX_RECORD)
            found = CONTROL.search(line)
            if found:
                column = self._column_at(line[: found.start()]) if self._pending == len(line) else ""
                raise RosterRefused(Code.CONTROL_CHARACTER, self.spec.file, self._records + 1, column)
            yield line

    def _read_header(self, header: list[str] | None) -> dict[str, int]:
        """Where each kept column stands; everything else in the header is noted as dropped."""
        if header is None or not any(header):
            raise self._refused(Code.FILE_EMPTY, 1)
        if len(header) > MAX_COLUMNS:
            raise self._refused(Code.TOO_MANY_COLUMNS, 1, limit=MAX_COLUMNS)
        canonical = {name.casefold(): name for name in self.spec.kept} | dict(self.spec.aliases)
        kept: dict[str, int] = {}
        dropped: list[str] = []
        for index, heading in enumerate(header):
            name = canonical.get(heading.strip().casefold())
            if name is None:
                dropped.append(heading.strip() if HEADER_NAME.fullmatch(heading.strip()) else f"#{index + 1}")
            elif name in kept:
                raise RosterRefused(Code.COLUMN_TWICE, self.spec.file, 1, name)
            else:
                kept[name] = index
            self._header.append(name or "")
        for name in self.spec.required:
            if name not in kept:
                raise RosterRefused(Code.COLUMN_MISSING, self.spec.file, 1, name)
        self.dropped = tuple(dropped)
        return kept

    def _column_at(self, start: str) -> str:
        """The canonical name of the column that the end of this piece of a line belongs to, if we know it."""
        index = max(len(next(csv.reader([start], delimiter=self._separator), [])) - 1, 0)
        return self._header[index] if index < len(self._header) else ""

    def _check_alphabets(self, row: Row) -> None:
        for column, value in row.cells.items():
            if MIXED_ALPHABETS.search(value):
                raise RosterRefused(Code.ENCODING_UNCERTAIN, self.spec.file, row.number, column)

    def _refused(self, code: Code, row: int, **params: int) -> RosterRefused:
        return RosterRefused(code, self.spec.file, row, params=params)


class _UndecodableError(Exception):
    """A byte that the chosen code page does not know; apart from ValueError, which also means a damaged zip."""


def _readline(text: io.TextIOWrapper) -> str:
    try:
        return text.readline(MAX_RECORD + 1)
    except UnicodeDecodeError:
        raise _UndecodableError from None


def _chained(first: str, lines: Iterator[str]) -> Iterator[str]:
    if first:
        yield first
        yield from lines
