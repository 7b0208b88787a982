"""The registry of publishing checks: an app registers what must be true before one of its pages goes public."""

from collections.abc import Callable, Iterable
from typing import Any

Check = Callable[[Any], Iterable[str]]

_CHECKS: list[tuple[type, Check]] = []


def register_check(page_type: type, check: Check) -> None:
    """Have ``check(page)`` return sentences against publishing any page of this type; called from ``ready``."""
    if (page_type, check) not in _CHECKS:
        _CHECKS.append((page_type, check))


def publishing_problems(page: Any) -> list[str]:
    """Return every reason against publishing this page, in the reader's language."""
    return [problem for page_type, check in _CHECKS if isinstance(page, page_type) for problem in check(page)]
