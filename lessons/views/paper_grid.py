"""The grid for answers from paper, as a page sends it."""

import json
from collections.abc import Collection, Sequence

from django.http import QueryDict

from assessments.queries import SheetRow
from assessments.services import Decision, TypedRow
from lessons.views.ticket import NOT_ASKED, whole_line


def asked_tries(post: QueryDict, places: Sequence[str]) -> dict[str, int]:
    """Return which try each row of a page stands for."""
    return {place: _number(post.get(f"n-{place}", "")) for place in places if f"n-{place}" in post}


def typed_rows(post: QueryDict, rows: Sequence[SheetRow], only: Collection[int] = ()) -> list[TypedRow]:
    """Return the rows that a page sent, of this class; what is no row of it is left out. ``only``: a ticket's."""
    return [_typed(post, row, only) for row in rows if f"n-{row.enrolment.public_id}" in post]


def _typed(post: QueryDict, row: SheetRow, only: Collection[int]) -> TypedRow:
    place = row.enrolment.public_id
    cells = [cell.strip() for cell in post.getlist(f"c-{place}")]
    return TypedRow(
        place=place,
        number=_number(post.get(f"n-{place}", "")),
        cells=whole_line(row, only, cells, gap=NOT_ASKED if any(cells) else ""),
        shown=whole_line(row, only, _shown(post.get(f"w-{place}", ""))),
        is_absent=f"absent-{place}" in post,
        was_absent=post.get(f"b-{place}") == "1",
        decision=_decision(post.get(f"d-{place}", "")),
    )


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) <= len("999") else 1


def _decision(text: str) -> Decision:
    return Decision(text) if text in set(Decision) else Decision.NONE


def _shown(text: str) -> list[str]:
    try:
        found = json.loads(text or "[]")
    except ValueError:
        return []
    return [str(cell) for cell in found] if isinstance(found, list) else []
