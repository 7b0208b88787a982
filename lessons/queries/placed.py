"""The questions that a lesson's guide places, frozen from the bank's rows in all languages."""

from collections.abc import Iterator
from typing import Any

from assessments import interactions
from assessments.enums import AnswerLevel
from assessments.grading import item_from_json
from assessments.interactions.base import FrozenError
from assessments.models import Item
from assessments.queries import freeze_item, freeze_item_texts
from lessons.enums import LIVE_KINDS
from lessons.models import LessonPage, LiveQuestion


def can_be_asked(item: Item) -> bool:
    """Whether a question may be asked in class: a kind that can be counted, and nothing more personal than level 2.

    At levels 1 and 2 one choice only: with several, small counts would say too much about each other.
    """
    is_plain = item.kind != "choice" or item.interaction[0].value["cardinality"] == "single"
    is_counted = item.kind in LIVE_KINDS and item.answer_level <= AnswerLevel.SENSITIVE
    return is_counted and (is_plain or item.answer_level == AnswerLevel.KNOWLEDGE)


def placed_questions(page: LessonPage) -> Iterator[LiveQuestion]:
    """Yield the questions that the guide places, read from the bank's rows. One query for any number."""
    places: dict[Any, int] = {}
    phase = -1
    for block in page.guide:
        phase += block.block_type == "phase"
        if block.block_type == "question" and block.value["item"] is not None:
            places.setdefault(block.value["item"].translation_key, max(phase, 0))
    rows: dict[Any, list[Item]] = {}
    for row in Item.objects.filter(translation_key__in=places).select_related("locale").order_by("pk"):
        rows.setdefault(row.translation_key, []).append(row)
    for key, place in places.items():
        question = _frozen(rows.get(key, []))
        if question is not None:
            question.phase = place
            yield question


def _frozen(rows: list[Item]) -> LiveQuestion | None:
    """Return a question from its rows in all languages; None for one that cannot be asked."""
    if not rows or not can_be_asked(rows[0]):
        return None
    try:
        item = item_from_json(freeze_item(rows[0], competency=""))
        logic = interactions.logic(item.kind)
        texts = {
            row.locale.language_code: logic.texts_from_json(item, freeze_item_texts(row)).without_advice().to_json()
            for row in rows
        }
    except FrozenError:
        return None
    return LiveQuestion(
        item_id=item.id,
        answer_level=rows[0].answer_level,
        structure=item.to_json(),
        texts=texts,
        source_language=rows[0].locale.language_code,
    )
