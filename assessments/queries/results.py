"""What a class's answers look like to its teacher: one table of learners and questions, and its figures."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import Max

from assessments import statistics
from assessments.grading import ItemScore
from assessments.interactions.base import Cell, CellState, FrozenItem, ItemTexts
from assessments.models import Attempt, QuizAssignment, Response
from assessments.queries.frozen import frozen_texts
from assessments.queries.keys import Given, Marking, marking
from institutions.models import Cohort, Enrolment

if TYPE_CHECKING:
    from accounts.models import User


@dataclass(frozen=True)
class ResultCell:
    """One learner's answer to one question: ``state`` names the drawing, ``text`` the letters chosen."""

    state: str
    text: str


@dataclass(frozen=True)
class LearnerRow:
    """One learner's line; ``attempt`` is the latest one with an answer, or None."""

    enrolment: Enrolment
    attempt: Attempt | None
    cells: Sequence[ResultCell]
    right: int
    answered: int

    @property
    def is_running(self) -> bool:
        """Whether the answers were not sent yet; they count, marked as in progress."""
        return self.attempt is not None and self.attempt.sent_at is None


@dataclass(frozen=True)
class ItemColumn:
    """One question's column and foot; ``percent`` is None below five answers."""

    number: int
    item: FrozenItem
    texts: ItemTexts
    counts: statistics.ItemCounts
    percent: int | None
    attention: statistics.Attention


@dataclass(frozen=True)
class Results:
    """The whole table; figures cover the shown answers, one attempt a learner."""

    title: str
    columns: Sequence[ItemColumn]
    rows: Sequence[LearnerRow]

    @property
    def answered(self) -> int:
        """Return how many learners gave at least one answer."""
        return sum(1 for row in self.rows if row.answered)

    @property
    def needing_attention(self) -> Sequence[ItemColumn]:
        """Return the questions to come back to, at most three."""
        advice = statistics.to_reteach([(column.item, column.counts) for column in self.columns])
        wanted = {entry.item.id for entry in advice}
        return [column for column in self.columns if column.item.id in wanted]


def class_results(assignment: QuizAssignment, language: str | None) -> Results:
    """Return the table of a class. Four queries, whatever the size of the class or the quiz."""
    by = marking(assignment)
    texts = frozen_texts(assignment.version, language)
    enrolments = list(Enrolment.objects.active().filter(cohort_id=assignment.cohort_id).select_related("learner"))
    attempts = {
        attempt.learner_id: attempt
        for attempt in Attempt.objects.counting()
        .filter(assignment=assignment, responses__isnull=False)
        .distinct()
        .defer("layout")
        .order_by("number")
    }
    stored: dict[int, dict[str, Given]] = {}
    shown = [attempt.pk for attempt in attempts.values()]
    for attempt_id, item_id, answer, given_in in Response.objects.filter(attempt_id__in=shown).values_list(
        "attempt_id", "item_id", "answer", "language"
    ):
        stored.setdefault(attempt_id, {})[item_id] = (answer, given_in)
    marks, rows = _Marks(by), []
    for enrolment in enrolments:
        attempt = attempts.get(enrolment.learner_id)
        answers = stored.get(attempt.pk, {}) if attempt else {}
        marked = [marks.of(item.id, *answers.get(item.id, (None, ""))) for item in by.own.recorded]
        rows.append(
            LearnerRow(
                enrolment=enrolment,
                attempt=attempt,
                cells=[_cell(item.cell, attempt) for item in marked],
                right=sum(1 for item in marked if item.score == item.max_score),
                answered=len(answers),
            )
        )
    members = {row.attempt.pk for row in rows if row.attempt}
    columns = []
    for number, item in enumerate(by.own.recorded, 1):
        words = by.texts(item.id, texts.by_item[item.id], texts.language)
        given = [stored[pk][item.id] for pk in members if item.id in stored.get(pk, {})]
        columns.append(_column(number, by.item(item.id), words, marks.as_marked(item.id, given)))
    return Results(texts.title, columns, rows)


class _Marks:
    """Marks every different answer to a question once; the answers of a class are mostly equal."""

    def __init__(self, by: Marking) -> None:
        self._by = by
        self._kept: dict[tuple[str, str, str], ItemScore] = {}

    def of(self, item_id: str, answer: object, language: str) -> ItemScore:
        """Return what one stored answer (None for a gap) is worth and how its cell looks."""
        name = (item_id, repr(answer), language if item_id in self._by.corrected else "")
        if name not in self._kept:
            self._kept[name] = self._by.mark(item_id, answer, language)
        return self._kept[name]

    def as_marked(self, item_id: str, given: Sequence[Given]) -> list[object]:
        """Return the answers as the marked question reads them; one that it could not take is not counted."""
        read = [self._by.read(item_id, *answer) for answer in given]
        return [answer for item, answer in read if item is self._by.item(item_id)]


def _column(number: int, item: FrozenItem, texts: ItemTexts, answers: Sequence[object]) -> ItemColumn:
    counts = statistics.count_answers(item, answers)
    return ItemColumn(
        number=number,
        item=item,
        texts=texts,
        counts=counts,
        percent=statistics.percent(counts.right, counts.n),
        attention=statistics.needs_attention(item, counts),
    )


def _cell(cell: Cell, attempt: Attempt | None) -> ResultCell:
    return ResultCell(_state(cell.state, attempt), "" if cell.state == CellState.EMPTY else cell.text)


def _state(state: str, attempt: Attempt | None) -> str:
    """Return the drawing's name: an open attempt's gap is "in progress", a sent one's is "no answer"."""
    if state == "empty":
        return "open" if attempt is not None and attempt.sent_at is None else "none"
    return {"right": "right", "partial": "part", "wrong": "wrong", "dont_know": "none", "waiting": "open"}[state]


def best_scores(cohort: Cohort) -> dict[tuple[int, int], Decimal]:
    """Return the best sent score per (assignment id, learner id) of a class. One query."""
    rows = (
        Attempt.objects.counting()
        .filter(assignment__cohort=cohort, sent_at__isnull=False)
        .values("assignment_id", "learner_id")
        .annotate(best=Max("score"))
    )
    return {(row["assignment_id"], row["learner_id"]): row["best"] for row in rows}


def learner_attempts(teacher: "User", enrolment: Enrolment) -> list[Attempt]:
    """Return a learner's attempts in the class this teacher teaches, with quiz titles at hand."""
    return list(
        Attempt.objects.visible_to(teacher)
        .filter(learner_id=enrolment.learner_id, assignment__cohort_id=enrolment.cohort_id)
        .select_related("assignment__version__quiz")
        .defer("assignment__version__structure", "layout")
        .order_by("assignment__assigned_at", "number")
    )
