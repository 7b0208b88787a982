"""What a teacher's device sends after a time without a network, read strictly: anything unexpected is left out."""

import json
import re
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from lessons.services.hands import MOST_COUNTED, Counted

LONGEST = 64_000  # bytes
MOST_TALLIES = 100
RUN = re.compile(r"[a-z0-9]{1,10}")
LATEST = 4_102_444_800_000  # the year 2100, in ms


@dataclass(frozen=True)
class Sent:
    """One sending: the run it belongs to, "" for one that began without a network, and what was counted meanwhile."""

    run: str = ""
    version: int = 0
    phase: int = -1
    ends_at: datetime | None = None
    is_over: bool = False
    tallies: dict[str, Counted] = field(default_factory=dict)


def read_sent(body: bytes) -> Sent | None:
    """Return what was sent; None for what no page of ours sends."""
    try:
        data = json.loads(body) if len(body) <= LONGEST else None
    except (ValueError, RecursionError):
        return None
    if not isinstance(data, dict) or not isinstance(data.get("tallies", {}), dict):
        return None
    run = str(data.get("run") or "")
    if run and not RUN.fullmatch(run):
        return None
    tallies = list(data.get("tallies", {}).items())[:MOST_TALLIES]
    ends = _number(data.get("ends"), LATEST)
    return Sent(
        run=run,
        version=_number(data.get("version"), 999_999_999) or 0,
        phase=_whole(data.get("phase")),
        ends_at=datetime.fromtimestamp(ends / 1000, UTC) if ends else None,
        is_over=data.get("over") is True,
        tallies={str(item): _counted(one) for item, one in tallies if isinstance(one, dict)},
    )


def _counted(data: dict[str, Any]) -> Counted:
    counts = {option: _number(count, MOST_COUNTED) for option, count in _pairs(data, "counts").items()}
    return Counted(
        counts={option: count for option, count in counts.items() if count is not None},
        bands={option: str(band) for option, band in _pairs(data, "bands").items()},
        present=_number(data.get("present"), MOST_COUNTED),
    )


def _pairs(data: dict[str, Any], name: str) -> dict[str, Any]:
    found = data.get(name)
    return {str(option): value for option, value in found.items()} if isinstance(found, dict) else {}


def _number(value: object, most: int) -> int | None:
    is_number = isinstance(value, int) and not isinstance(value, bool)
    return value if is_number and isinstance(value, int) and 0 <= value <= most else None


def _whole(value: object) -> int:
    found = _number(value, MOST_COUNTED)
    return -1 if found is None else found
