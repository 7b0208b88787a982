"""The number of the request that is being answered, for every line that is logged meanwhile."""

import re
from contextvars import ContextVar, Token
from secrets import token_hex

WELL_FORMED = re.compile(r"[A-Za-z0-9-]{8,64}")

_current: ContextVar[str] = ContextVar("request_id", default="")


def begin(given: str = "") -> Token[str]:
    """Start a request under the number a trusted proxy has given, or under a new random one."""
    return _current.set(given if WELL_FORMED.fullmatch(given) else token_hex(8))


def end(token: Token[str]) -> None:
    """Leave it: the thread's next request has another."""
    _current.reset(token)


def current() -> str:
    """Return the number, empty outside requests."""
    return _current.get()
