"""What every kind of question is written as."""

from collections.abc import Callable
from dataclasses import dataclass

from assessments.interactions.packing import PackEntry, PackQuestion


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """The parts of an item: declarations, body, and the rules of marking."""

    declarations: str
    body: str
    rules: str = ""
    has_several: bool = False  # more than one choice at a time can have a comment


type Writer = Callable[[PackQuestion], Written]


def names(entries: tuple[PackEntry, ...], prefix: str) -> dict[str, str]:
    """Return identifiers for entries: ours may begin with a figure, which QTI forbids."""
    return {entry.id: f"{prefix}{number}" for number, entry in enumerate(entries, 1)}


def text(entry: PackEntry) -> str:
    """Return the words of an entry."""
    return entry.texts.get("text", "")
