"""Sheets for paper as PDF: the page says everything in data, the templates only set it."""

import json
import shutil
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

import typst

FOLDER = Path(__file__).resolve().parent.parent / "templates" / "lessons" / "paper"
# A constant: when a sheet was printed is nobody's business, and equal input gives an equal file.
STAMP = datetime(2026, 1, 1, tzinfo=UTC)


def sheet_pdf(template: str, data: Mapping[str, object], pictures: Mapping[str, bytes] | None = None) -> bytes:
    """Return the PDF of a template; it reads nothing but itself and these pictures, by their file names."""
    with TemporaryDirectory() as folder:
        source = Path(shutil.copy(FOLDER / template, folder))
        for name, content in (pictures or {}).items():
            (source.parent / name).write_bytes(content)
        pdf: bytes = typst.compile(
            str(source),
            root=folder,
            ignore_system_fonts=True,
            format="pdf",
            timestamp=STAMP,
            sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
        )
    return pdf
