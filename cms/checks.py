"""The registry of publishing checks: an app registers what must be true before something of its own goes public."""

from collections.abc import Callable, Iterable
from typing import Any

Check = Callable[[Any], Iterable[str]]

_CHECKS: list[tuple[type, Check]] = []
_ADVICE: list[tuple[type, Check]] = []


def register_check(kind: type, check: Check) -> None:
    """Have ``check(row)`` return sentences against publishing any page or row of this type; called from ``ready``."""
    if (kind, check) not in _CHECKS:
        _CHECKS.append((kind, check))


def register_advice(kind: type, check: Check) -> None:
    """Have ``check(row)`` return sentences that an author should read before publishing, and may disregard."""
    if (kind, check) not in _ADVICE:
        _ADVICE.append((kind, check))


def publishing_problems(row: Any) -> list[str]:
    """Return every reason against publishing this page or row, in the reader's language."""
    return [problem for kind, check in _CHECKS if isinstance(row, kind) for problem in check(row)]


def publishing_advice(row: Any) -> list[str]:
    """Return what the author might do better, in the reader's language; it keeps nothing from being published."""
    return [advice for kind, check in _ADVICE if isinstance(row, kind) for advice in check(row)]
