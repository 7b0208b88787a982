"""The registry of interaction kinds: one folder per kind, one entry in `KINDS`."""

from functools import cache
from importlib import import_module
from types import ModuleType
from typing import Any, cast

from assessments.interactions.base import FrozenError, Logic

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


def _room(kind: str, half: str) -> ModuleType:
    # The name may come from a file or a form: only a registered one ever reaches the import system.
    if kind not in KINDS:
        raise FrozenError("kind", f"{kind!r} is not one of {', '.join(KINDS)}")
    return import_module(f"{__name__}.{kind}.{half}")
