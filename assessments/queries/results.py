"""What a class's answers look like to its teacher: one table of learners and questions, and its figures."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from django.db.models import Max

from assessments import statistics
from assessments.grading import ItemScore, grade_item
from assessments.interactions.base import Cell, CellState, FrozenItem, ItemTexts
from assessments.models import Attempt, QuizAssignment, Response
from assessments.queries.frozen import FrozenTexts, frozen_structure, frozen_texts
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
    structure = frozen_structure(assignment.version)
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
    stored: dict[int, dict[str, object]] = {}
    shown = [attempt.pk for attempt in attempts.values()]
    for attempt_id, item_id, answer in Response.objects.filter(attempt_id__in=shown).values_list(
        "attempt_id", "item_id", "answer"
    ):
        stored.setdefault(attempt_id, {})[item_id] = answer
    marks, rows = _Marks(), []
    for enrolment in enrolments:
        attempt = attempts.get(enrolment.learner_id)
        answers = stored.get(attempt.pk, {}) if attempt else {}
        marked = [marks.of(item, answers.get(item.id)) for item in structure.recorded]
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
    columns = [
        _column(number, item, texts, [stored[pk][item.id] for pk in members if item.id in stored.get(pk, {})])
        for number, item in enumerate(structure.recorded, 1)
    ]
    return Results(texts.title, columns, rows)


class _Marks:
    """Marks every different answer to a question once; the answers of a class are mostly equal."""

    def __init__(self) -> None:
        self._kept: dict[tuple[str, str], ItemScore] = {}

    def of(self, item: FrozenItem, answer: object) -> ItemScore:
        """Return what one stored answer (None for a gap) is worth and how its cell looks."""
        name = (item.id, repr(answer))
        if name not in self._kept:
            self._kept[name] = grade_item(item, answer)
        return self._kept[name]


def _column(number: int, item: FrozenItem, texts: FrozenTexts, answers: Sequence[object]) -> ItemColumn:
    counts = statistics.count_answers(item, answers)
    return ItemColumn(
        number=number,
        item=item,
        texts=texts.by_item[item.id],
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
