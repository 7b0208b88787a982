"""The grid for answers from paper, as a page sends it."""

import json
from collections.abc import Sequence

from django.http import QueryDict

from assessments.queries import SheetRow
from assessments.services import Decision, TypedRow


def asked_tries(post: QueryDict, places: Sequence[str]) -> dict[str, int]:
    """Return which try each row of a page stands for."""
    return {place: _number(post.get(f"n-{place}", "")) for place in places if f"n-{place}" in post}


def typed_rows(post: QueryDict, rows: Sequence[SheetRow]) -> list[TypedRow]:
    """Return the rows that a page sent, of this class; what is no row of it is left out."""
    return [_typed(post, row.enrolment.public_id) for row in rows if f"n-{row.enrolment.public_id}" in post]


def _typed(post: QueryDict, place: str) -> TypedRow:
    return TypedRow(
        place=place,
        number=_number(post.get(f"n-{place}", "")),
        cells=[cell.strip() for cell in post.getlist(f"c-{place}")],
        shown=_shown(post.get(f"w-{place}", "")),
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
