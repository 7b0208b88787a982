"""A live question in words: what the phone, the wall and the teacher's screen show of it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from assessments import interactions
from assessments.forms import QuestionForm, question_form
from assessments.grading import item_from_json
from assessments.interactions import dont_know
from assessments.interactions.base import AnswerError, FrozenItem, ItemTexts
from lessons.enums import QuestionState
from lessons.models import LessonRun, LiveQuestion


@dataclass(frozen=True)
class Option:
    """One line of a question; ``mark`` is its letter or number."""

    id: str
    mark: str
    text: str
    is_right: bool


@dataclass(frozen=True)
class Asked:
    """A question in one language; the key is for staff."""

    row: LiveQuestion
    item: FrozenItem
    texts: ItemTexts
    language: str

    @property
    def options(self) -> list[Option]:
        """Return what is counted, in the author's order, "I don't know" last."""
        logic = interactions.logic(self.item.kind)
        right = logic.right_options(self.item)
        rows = [
            Option(
                option,
                logic.option_mark(self.item, option),
                logic.option_text(self.item, self.texts, option),
                option in right,
            )
            for option in logic.options(self.item)
        ]
        return [*rows, Option(dont_know.CODE, dont_know.MARK, dont_know.label(), is_right=False)]

    def form(self, error: AnswerError | None = None) -> QuestionForm:
        """Return the question as a phone shows it: in the order that stands on the wall."""
        logic = interactions.logic(self.item.kind)
        return question_form(self.item, self.texts, list(logic.options(self.item)), error=error)


def asked(row: LiveQuestion, language: str | None) -> Asked:
    """Return a stored question in the language, else in the one it was written in."""
    item = item_from_json(row.structure)
    words: Mapping[str, object] = row.texts
    chosen = language if language in words else row.source_language
    return Asked(row, item, interactions.logic(item.kind).texts_from_json(item, words[chosen or ""]), chosen or "")


def answered_count(run: LessonRun, questions: Iterable[LiveQuestion]) -> int:
    """Return how many phones have answered or skipped the question on the wall. One query while it is open."""
    current = next((row for row in questions if row.number == run.question), None)
    if current is None:
        return 0
    return current.votes.count() if current.state == QuestionState.OPEN else current.taken_part
