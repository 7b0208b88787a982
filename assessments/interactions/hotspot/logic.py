"""Hotspot, pure: a choice whose entries have places on the picture and numbers instead of letters."""

from collections.abc import Sequence

from assessments.interactions import dont_know
from assessments.interactions.base import Cell, Fields, ItemTexts, Json
from assessments.interactions.choice import logic as choice
from assessments.interactions.choice.logic import (
    SCORING,
    Answer,
    Cardinality,
    answer_from_json,
    chosen_labels,
    feedback,
    fields,
    grade,
    is_option,
    key_labels,
    misconceptions,
    option_misconception,
    option_text,
    options,
    partial_share,
    picked,
    read_answer,
    right_answer,
    right_options,
    shuffle_order,
    texts_from_json,
    wrong_answers,
)
from assessments.interactions.dont_know import DontKnow
from assessments.interactions.hotspot.frozen import FrozenHotspot

__all__ = [
    "SCORING",
    "answer_from_json",
    "chosen_labels",
    "feedback",
    "fields",
    "grade",
    "is_option",
    "key_labels",
    "misconceptions",
    "option_misconception",
    "option_text",
    "options",
    "partial_share",
    "picked",
    "read_answer",
    "right_answer",
    "right_options",
    "shuffle_order",
    "texts_from_json",
    "wrong_answers",
]


def frozen_from_json(data: object) -> FrozenHotspot:
    return FrozenHotspot.from_json(data)


def view(frozen: FrozenHotspot, texts: ItemTexts, order: Sequence[str], fields: Fields) -> Json:
    """The rows in the author's order, which gives the numbers, each with its rectangle in per cent."""
    chosen = set(fields.get(choice.FIELD, ()))
    return {
        "draws_picture": True,
        "is_multiple": frozen.cardinality is Cardinality.MULTIPLE,
        "rows": [
            {
                "id": region.id,
                "text": texts.choices[region.id].text,
                "is_chosen": region.id in chosen,
                "x": region.x,
                "y": region.y,
                "width": region.width,
                "height": region.height,
            }
            for region in frozen.regions
        ],
        "dont_know": dont_know.CODE in chosen,
    }


def option_mark(frozen: FrozenHotspot, option: str) -> str:
    return str(frozen.choices.index(option) + 1)


def cell(frozen: FrozenHotspot, answer: Answer | None) -> Cell:
    """The numbers of the chosen ones: "2" or "1, 3"."""
    found = choice.cell(frozen, answer)
    if answer is None or isinstance(answer, DontKnow):
        return found
    return Cell(found.state, ", ".join(option_mark(frozen, one) for one in answer.chosen))
