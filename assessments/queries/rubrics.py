"""Rubrics on their way into a quiz version: criteria into the structure, their words into the texts."""

from typing import Any

from assessments.interactions.base import Json
from assessments.interactions.rubric import LEVELS, MOST_POINTS, level_name
from assessments.models import Rubric


def freeze_rubric(rubric: Rubric | None) -> Json:
    """Return the criteria and what they are worth together, from the row in the source language. One query."""
    source = Rubric.objects.filter(translation_key=rubric.translation_key).order_by("pk").first() if rubric else None
    criteria = [
        {"id": str(block.id), **({"least": block.value["least"]} if block.value["least"] else {})}
        for block in (source.criteria if source else ())
    ]
    return {"criteria": criteria, "max_score": MOST_POINTS * len(criteria)}


def freeze_rubric_texts(rubric: Rubric | None, locale_id: int) -> Json:
    """Return the words of the criteria in a language, by block id; whichever row is given. One query.

    Nothing where the rubric has no row in that language: the texts then do not cover their question.
    """
    rows = Rubric.objects.filter(translation_key=rubric.translation_key, locale_id=locale_id) if rubric else []
    return {"choices": {name: words for row in rows for block in row.criteria for name, words in _words(block)}}


def _words(block: Any) -> list[tuple[str, Json]]:
    name = str(block.id)
    levels = [(level_name(name, points), {"text": block.value[f"level_{points}"]}) for points in LEVELS]
    return [(name, {"text": block.value["text"]}), *levels]
