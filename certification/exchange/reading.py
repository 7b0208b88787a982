"""Reading JSON that somebody hands in: strictly, so that it cannot mean one thing to us and another to others."""

import json
from typing import Any, NoReturn

from certification.exchange.refusals import Refusal

LARGEST = 64_000


class Unreadable(ValueError):
    """The bytes are no document; says why and where."""

    def __init__(self, refusal: Refusal, detail: str = "") -> None:
        super().__init__(refusal)
        self.refusal, self.detail = refusal, detail


def read_json(content: bytes) -> Any:
    """Return what the bytes say. Raises ``Unreadable``: too large, not JSON, a member twice, a number that is none."""
    if len(content) > LARGEST:
        raise Unreadable(Refusal.TOO_LARGE)
    try:
        return json.loads(content.decode(), object_pairs_hook=_once, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise error if isinstance(error, Unreadable) else Unreadable(Refusal.NOT_JSON) from None


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found: dict[str, Any] = {}
    for name, value in pairs:
        if name in found:
            raise Unreadable(Refusal.TWICE, name)
        found[name] = value
    return found


def _no_number(_text: str) -> NoReturn:
    raise Unreadable(Refusal.NOT_JSON)
