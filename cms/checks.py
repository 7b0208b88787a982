"""The registry of publishing checks: what must be true before something goes public, and what then publishes it."""

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


def publish_reviewed(workflow_state: Any, user: Any = None) -> None:
    """Publish the version that every step of a review has approved; who approved last needs no right to publish.

    Wagtail asks for it by the name in the settings, before any model is there to import.
    """
    workflow_state.current_task_state.revision.publish(user=user, skip_permission_checks=True)
