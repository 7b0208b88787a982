"""Where the items of a QTI file or package come from."""

import re
from collections import Counter
from dataclasses import dataclass, field

from assessments.exchange.banks.archive import Archive
from assessments.exchange.banks.building import Collector

# Others ("choice", "Q1", "Example 3") are not the only ones of their name in the world.
UNIQUE = re.compile(r"[0-9]{7}|[0-9a-f]{8}(?:-|[0-9a-f]{8})", re.IGNORECASE)


@dataclass(slots=True, kw_only=True)
class Place:
    """Where items come from: the file they stand in, its archive, and what has been seen of it."""

    collector: Collector
    archive: Archive | None = None
    name: str = ""
    category: str = ""
    tags: tuple[str, ...] = ()
    seen: set[str] = field(default_factory=set)
    counts: Counter[str] = field(default_factory=Counter)


def identifier(place: Place, name: str) -> str:
    """Return an identifier that can be a key, or nothing."""
    if not UNIQUE.search(name) or name in place.seen:
        return ""
    place.seen.add(name)
    return name
