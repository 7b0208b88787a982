"""A class's sheets as they stand: one row a student, each cell as one would type it, and where its answer came from."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assessments.enums import AnswerSource
from assessments.exchange.sheet_cells import PaperQuestion
from assessments.grading import answer_from_json
from assessments.interactions.base import AnswerError
from assessments.models import Attempt, Response
from institutions.models import Enrolment


@dataclass(frozen=True)
class SheetRow:
    """One student's sheet: the try it belongs to, and what is stored of it.

    ``attempt`` is None while nothing is stored for this try; ``last`` is the number of the latest try there is;
    ``items`` are the questions of the sheet, ``form`` is its form where the quiz has two.
    """

    enrolment: Enrolment
    number: int
    last: int
    allowed: int
    attempt: Attempt | None
    items: Sequence[str]
    form: str
    questions: Sequence[PaperQuestion]
    stored: Mapping[str, Response]
    is_absent: bool

    @property
    def is_foreign(self) -> bool:
        """Whether answers stand here that did not come from paper."""
        return any(row.source != AnswerSource.PAPER for row in self.stored.values())

    @property
    def is_known(self) -> bool:
        """Whether there is anything to show: answers, or an empty sheet that was handed in."""
        return self.attempt is not None and (bool(self.stored) or self.attempt.sent_at is not None)

    @property
    def may_add(self) -> bool:
        """Whether the policy leaves one more try after the latest."""
        return self.last < self.allowed

    @property
    def cells(self) -> list[str]:
        """Return each cell as it would be typed; empty where nothing is known."""
        if not self.is_known:
            return [""] * len(self.questions)
        is_sent = self.attempt is not None and self.attempt.sent_at is not None
        return [self._cell(question, "-" if is_sent else "") for question in self.questions]

    @property
    def sources(self) -> list[str]:
        """Return where each cell's answer came from; empty for none."""
        rows = [self.stored.get(question.item.id) for question in self.questions]
        return [row.source if row else "" for row in rows]

    def _cell(self, question: PaperQuestion, gap: str) -> str:
        row = self.stored.get(question.item.id)
        if row is None:
            return gap
        try:
            return question.write(answer_from_json(question.item, row.answer))
        except AnswerError:
            return gap
