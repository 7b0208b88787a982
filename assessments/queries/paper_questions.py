"""The questions of a quiz as paper shows them: numbers of the results table, one order of choices for everybody."""

from collections.abc import Sequence
from functools import cached_property

from assessments.exchange.sheet_cells import PaperQuestion
from assessments.exchange.sheet_order import paper_orders, tells_the_key
from assessments.grading import is_recorded
from assessments.models import QuizAssignment, QuizVersionText
from assessments.queries.frozen import frozen_structure, frozen_texts
from assessments.queries.keys import Marking, marking


class PaperQuiz:
    """A quiz in the language of its sheets; one query when it is made."""

    def __init__(self, assignment: QuizAssignment, language: str | None) -> None:
        self.assignment = assignment
        self.texts = frozen_texts(assignment.version, language)
        self.structure = frozen_structure(assignment.version)
        self._known: dict[tuple[str, ...], list[PaperQuestion]] = {}

    @cached_property
    def orders(self) -> dict[str, list[str]]:
        """Return the order of the choices of each question on paper."""
        return paper_orders(self.structure.items, self.assignment.version.public_id)

    @cached_property
    def by(self) -> Marking:
        """Return how the answers are marked."""
        return marking(self.assignment)

    @property
    def is_mixed(self) -> bool:
        """Whether letters on paper are not those of the results table."""
        return tells_the_key(self.structure.items)

    @property
    def title(self) -> str:
        """Return the quiz's title in that language."""
        return self.texts.title

    @property
    def items(self) -> list[str]:
        """Return the questions of the quiz in order."""
        return [item.id for item in self.structure.items]

    def questions(self, item_ids: Sequence[str]) -> list[PaperQuestion]:
        """Return these questions, self-checks included, which have no number."""
        found = self._known.get(tuple(item_ids))
        if found is None:
            found, number = [], 0
            for item in self.structure.only(item_ids).items:
                number += is_recorded(item)
                shown = number if is_recorded(item) else 0
                found.append(PaperQuestion(shown, item, self.texts.by_item[item.id], self.orders[item.id]))
            self._known[tuple(item_ids)] = found
        return found

    def typed(self, item_ids: Sequence[str]) -> list[PaperQuestion]:
        """Return those of them whose answers are typed in from paper."""
        return [question for question in self.questions(item_ids) if question.space is not None]


def quiz_languages(assignment: QuizAssignment) -> list[str]:
    """Return the languages in which a quiz can be printed, the one it was written in first. One query."""
    found = QuizVersionText.objects.filter(version_id=assignment.version_id).values_list("language", flat=True)
    source = assignment.version.source_language
    return [source, *sorted(set(found) - {source})]
