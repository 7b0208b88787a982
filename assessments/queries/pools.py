"""What the draws of a quiz choose from: the bank as it is now."""

from collections.abc import Collection
from dataclasses import replace
from functools import cached_property
from uuid import UUID

from assessments import interactions
from assessments.enums import AnswerLevel
from assessments.interactions.base import Scoring
from assessments.models import Item, Quiz
from assessments.queries.chosen import chosen_of
from assessments.queries.draft import DraftDraw


class Pools:
    """The pools of one quiz, filled in its order. One query for all of them.

    A question that the quiz asks anyway is left out, and so is what a quiz may not record: opinions, self-checks.
    """

    def __init__(self, source: Quiz, fixed: Collection[UUID]) -> None:
        self._source = source
        self._fixed = set(fixed)
        self._taken: set[UUID] = set()

    def fill(self, draw: DraftDraw) -> tuple[DraftDraw, list[Item]]:
        """Return the questions of a draw; one that an earlier draw has taken is named instead."""
        fitting = [row for row in self._bank if _fits(row, draw) and row.translation_key not in self._fixed]
        shared = tuple(row for row in fitting if row.translation_key in self._taken)
        pool = [row for row in fitting if row.translation_key not in self._taken]
        self._taken |= {row.translation_key for row in pool}
        return replace(draw, shared=shared), pool

    @cached_property
    def _bank(self) -> list[Item]:
        draws = [one.draw for one in chosen_of(self._source) if one.draw is not None]
        keys = {draw.competency.translation_key for draw in draws if draw.competency is not None}
        rows = Item.objects.filter(
            locale_id=self._source.locale_id,
            competency__translation_key__in=keys,
            answer_level=AnswerLevel.KNOWLEDGE,
        ).select_related("competency", "locale", "picture", "sound")
        return [row for row in rows.order_by("pk") if interactions.logic(row.kind).SCORING is not Scoring.NONE]


def _fits(row: Item, draw: DraftDraw) -> bool:
    if draw.competency is None or row.competency is None or draw.difficulty not in ("", row.difficulty):
        return False
    return bool(row.competency.translation_key == draw.competency.translation_key)
