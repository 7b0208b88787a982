"""What a device writes while it has no network: one entry per answer, one for sending; strict, whatever arrives."""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

HIGHEST_SEQUENCE = 999_999_999
MOST_FIELDS, MOST_VALUES, LONGEST_VALUE = 60, 60, 2_000
LONGEST_NAME = 100
# What JSON can write and a database cannot keep: zero, and halves of signs.
ODD = re.compile("[\0\ud800-\udfff]")


class EntryKind(StrEnum):
    """What an entry asks for."""

    ANSWER = "answer"
    SEND = "send"


class EntryBroken(ValueError):
    """The entry is none of ours."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One entry; ``ticket`` says whose attempt it is, ``fields`` are the question's form as it was filled in."""

    kind: EntryKind
    ticket: str
    item: str = ""
    sequence: int = 0
    fields: Mapping[str, Sequence[str]] = field(default_factory=dict)
    language: str = ""


def read_entry(content: bytes) -> Entry:
    """Read the JSON of one entry, spaces at its end allowed (they hide its length); raises EntryBroken."""
    try:
        data = json.loads(content)
    except (ValueError, RecursionError) as error:
        raise EntryBroken from error
    if not isinstance(data, dict) or data.get("kind") not in list(EntryKind):
        raise EntryBroken
    kind, ticket = EntryKind(data["kind"]), _text(data, "ticket", 400)
    if kind is EntryKind.SEND:
        return Entry(kind=kind, ticket=ticket)
    return Entry(
        kind=kind,
        ticket=ticket,
        item=_text(data, "item", 36),
        sequence=_sequence(data.get("sequence")),
        fields=_fields(data.get("fields")),
        language=_text(data, "language", 10),
    )


def _text(data: Mapping[str, object], name: str, most: int) -> str:
    value = data.get(name)
    if not isinstance(value, str) or not 0 < len(value) <= most or ODD.search(value):
        raise EntryBroken
    return value


def _sequence(value: object) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not 0 < value <= HIGHEST_SEQUENCE:
        raise EntryBroken
    return value


def _fields(value: object) -> dict[str, list[str]]:
    if not isinstance(value, dict) or len(value) > MOST_FIELDS:
        raise EntryBroken
    return {str(name)[:LONGEST_NAME]: _values(values) for name, values in value.items()}


def _values(values: object) -> list[str]:
    if not isinstance(values, list) or len(values) > MOST_VALUES:
        raise EntryBroken
    if not all(isinstance(value, str) and len(value) <= LONGEST_VALUE and not ODD.search(value) for value in values):
        raise EntryBroken
    return list(values)
