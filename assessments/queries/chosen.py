"""The entries of a quiz as its editor stores them."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from assessments.models import Quiz
from assessments.queries.draft import DraftDraw


@dataclass(frozen=True)
class Chosen:
    """One entry: a question by its key (None where it was deleted), or a draw."""

    key: UUID | None = None
    form: str = ""
    is_critical: bool = False
    draw: DraftDraw | None = None


def chosen_of(quiz: Quiz) -> Iterator[Chosen]:
    """Yield the entries in their order; Wagtail has fetched what they point at in bulk."""
    for entry in quiz.questions:
        value: Any = entry.value
        if entry.block_type == "draw":
            competency = value["competency"]
            yield Chosen(draw=DraftDraw(str(entry.id), value["count"] or 0, competency, value["difficulty"] or ""))
        elif entry.block_type == "marked":
            yield Chosen(_key(value["item"]), form=value["form"] or "", is_critical=bool(value["is_critical"]))
        else:
            yield Chosen(_key(value))


def _key(item: Any) -> UUID | None:
    return None if item is None else item.translation_key
