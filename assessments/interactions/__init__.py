"""The registry of interaction kinds: one folder per kind, one entry in `KINDS`."""

from functools import cache
from importlib import import_module
from importlib.util import find_spec
from types import ModuleType
from typing import Any, cast

from assessments.interactions.base import FrozenError, Logic
from assessments.interactions.typed import Paper

KINDS = (
    "choice",
    "true_false",
    "order",
    "text_entry",
    "numeric",
    "scenario",
    "likert",
    "slider",
    "match",
    "associate",
    "gap_match",
    "inline_choice",
    "hotspot",
    "hottext",
    "extended_text",
    "upload",
)


@cache
def logic(kind: str) -> Logic[Any, Any]:
    """The pure half of a kind; raises FrozenError for a name that is not in `KINDS`."""
    return cast("Logic[Any, Any]", _room(kind, "logic"))


@cache
def block(kind: str) -> ModuleType:
    """The editor half of a kind; imported late, because it needs Wagtail and the pure code must not."""
    return _room(kind, "block")


@cache
def pack(kind: str) -> ModuleType:
    """The kind in a content pack: its `SHAPE` and what keeps a question from being asked."""
    return _room(kind, "pack")


@cache
def paper(kind: str) -> Paper | None:
    """The kind on paper; None for one whose answers are not collected there."""
    if kind not in KINDS or find_spec(f"{__name__}.{kind}.paper") is None:
        return None
    return cast("Paper", _room(kind, "paper"))


def _room(kind: str, half: str) -> ModuleType:
    # The name may come from a file or a form: only a registered one ever reaches the import system.
    if kind not in KINDS:
        raise FrozenError("kind", f"{kind!r} is not one of {', '.join(KINDS)}")
    return import_module(f"{__name__}.{kind}.{half}")
