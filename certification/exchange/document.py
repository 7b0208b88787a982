"""A certificate on paper: an A4 page whose every word comes from the data."""

import json
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path

import typst

TEMPLATE = Path(__file__).resolve().parent.parent / "templates" / "certification" / "certificate.typ"
# A constant: equal input gives an equal file, and the page itself says when it was issued.
STAMP = datetime(2026, 1, 1, tzinfo=UTC)


def certificate_pdf(data: Mapping[str, object]) -> bytes:
    """Return the page; no font, file or package from outside the template is read."""
    pdf: bytes = typst.compile(
        str(TEMPLATE),
        root=str(TEMPLATE.parent),
        ignore_system_fonts=True,
        format="pdf",
        timestamp=STAMP,
        sys_inputs={"data": json.dumps(data, ensure_ascii=False)},
    )
    return pdf
