"""Everything held on one person as one file: a page to read first, JSON for programs, a table for each kind of row."""

import csv
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO, StringIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from common.spreadsheet import safe_cell

type Value = str | int | float | bool | list[Value] | dict[str, Value] | None

# The same content is the same file, byte for byte.
MIDNIGHT = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True, slots=True)
class HeldTable:
    """The rows of one table that are about a person: ``labels`` name the columns in the reader's language."""

    name: str
    title: str
    labels: Mapping[str, str]
    rows: Sequence[Mapping[str, Value]]


def to_archive(*, introduction: str, tables: Sequence[HeldTable], files: Iterable[tuple[str, bytes]] = ()) -> bytes:
    """Return the zip file: README.txt, data.json, one CSV for each table that holds a row, and files by name."""
    filled = [table for table in tables if table.rows]
    out = BytesIO()
    with ZipFile(out, "w", ZIP_DEFLATED) as archive:
        _write(archive, "README.txt", introduction)
        _write(archive, "data.json", to_json(filled))
        for table in filled:
            _write(archive, f"{table.name}.csv", to_csv(table))
        for name, data in files:
            _write(archive, f"files/{name}", data)
    return out.getvalue()


def to_json(tables: Sequence[HeldTable]) -> str:
    """Return all tables; each says what its columns mean, so that the file explains itself."""
    said = {
        table.name: {"title": table.title, "fields": dict(table.labels), "rows": [dict(row) for row in table.rows]}
        for table in tables
    }
    return json.dumps(said, ensure_ascii=False, indent=2) + "\n"


def to_csv(table: HeldTable) -> str:
    """Return one table with a byte order mark, which spreadsheets need to read Cyrillic; no cell runs as a formula."""
    out = StringIO()
    writer = csv.writer(out)
    writer.writerow([safe_cell(label) for label in table.labels.values()])
    for row in table.rows:
        writer.writerow([safe_cell(_in_cell(row.get(name))) for name in table.labels])
    return "\ufeff" + out.getvalue()


def _in_cell(value: Value) -> object:
    if isinstance(value, list | dict):
        return json.dumps(value, ensure_ascii=False)
    return "" if value is None else value


def _write(archive: ZipFile, name: str, content: str | bytes) -> None:
    entry = ZipInfo(name, MIDNIGHT)
    entry.compress_type = ZIP_DEFLATED
    entry.external_attr = 0o600 << 16
    archive.writestr(entry, content.encode() if isinstance(content, str) else content)
