"""One cell typed in from paper: read into an answer, and written back as it would have been typed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils.datastructures import MultiValueDict

from assessments import interactions
from assessments.interactions import dont_know
from assessments.interactions.base import Answer, AnswerError, FrozenError, FrozenItem, ItemTexts
from assessments.interactions.dont_know import DONT_KNOW
from assessments.interactions.typed import NOT_ANSWERED, Space, TypedError


@dataclass(frozen=True)
class PaperQuestion:
    """A question as it stands on a sheet; ``number`` is that of the results table, 0 for a self-check without one."""

    number: int
    item: FrozenItem
    texts: ItemTexts
    order: Sequence[str]

    @cached_property
    def view(self) -> Mapping[str, Any]:
        """What the print template shows."""
        return interactions.logic(self.item.kind).view(self.item, self.texts, self.order, {})

    @cached_property
    def space(self) -> Space | None:
        """The room that an answer sheet leaves; None where answers are not collected on paper."""
        on_paper = interactions.paper(self.item.kind)
        return on_paper.space(self.view) if on_paper and self.number else None

    @cached_property
    def allowed(self) -> str:
        """What may be typed, in words."""
        on_paper = interactions.paper(self.item.kind)
        return on_paper.allowed(self.view) if on_paper else ""

    def read(self, typed: str) -> Answer | None:
        """Return the answer, None for "not answered"; raises TypedError."""
        text, on_paper = typed.strip(), interactions.paper(self.item.kind)
        if text in (NOT_ANSWERED, "\N{EN DASH}", "\N{EM DASH}"):
            return None
        if text == dont_know.MARK:
            return DONT_KNOW
        if on_paper is None or not text:
            raise TypedError
        kind = interactions.logic(self.item.kind)
        try:
            fields = on_paper.read(self.view, text)
            answer: Answer = kind.read_answer(self.item, self.texts, MultiValueDict(fields))
        except (AnswerError, FrozenError) as error:
            raise TypedError from error
        return answer

    def write(self, answer: Answer | None) -> str:
        """Return what one would type for an answer."""
        on_paper = interactions.paper(self.item.kind)
        if answer is None or on_paper is None:
            return NOT_ANSWERED
        if answer == DONT_KNOW:
            return dont_know.MARK
        return on_paper.write(self.view, interactions.logic(self.item.kind).fields(self.item, answer))
