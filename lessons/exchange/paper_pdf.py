"""Sheets for paper as PDF: the page says everything in data, the templates only set it."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import typst

FOLDER = Path(__file__).resolve().parent.parent / "templates" / "lessons" / "paper"
# A constant: when a sheet was printed is nobody's business, and equal input gives an equal file.
STAMP = datetime(2026, 1, 1, tzinfo=UTC)


def sheet_pdf(template: str, data: Mapping[str, object]) -> bytes:
    """Return the PDF of a template in our folder; no font, file or package from outside it is read."""
    pdf: bytes = typst.compile(
        str(FOLDER / template),
        root=str(FOLDER),
        ignore_system_fonts=True,
        format="pdf",
        timestamp=STAMP,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
    )
    return pdf
