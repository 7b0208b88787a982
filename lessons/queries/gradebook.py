"""The gradebook: every quiz of a class beside every student, with totals."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from assessments.grading import percent_of
from assessments.queries.grades import ELSEWHERE, NOTHING, Grade, grades
from assessments.statistics import PERCENT_FROM
from institutions.models import Cohort, Enrolment
from lessons.queries.given_quizzes import GivenQuiz, given_quizzes

MISSED_OFTEN = 2  # quizzes below the pass mark or missing, before a student is one to look at
DEVICE = "device"


@dataclass(frozen=True)
class Choice:
    """What of the gradebook is wanted: one module, one way of answering, those who need attention; "" means all."""

    module: str = ""
    source: str = ""
    attention: bool = False


EVERYTHING = Choice()


@dataclass(frozen=True)
class GradeRow:
    """One student's line; ``total`` holds the points of the ``sent`` quizzes."""

    enrolment: Enrolment
    cells: Sequence[Grade]
    sent: int
    total: Grade


@dataclass(frozen=True)
class GradeColumn:
    """One quiz with its foot: how many sent it, and their share of the points from five students on."""

    quiz: GivenQuiz
    sent: int
    percent: int | None


@dataclass(frozen=True)
class Gradebook:
    """The table as it is shown; ``modules`` and ``sources`` are what may be chosen."""

    columns: Sequence[GradeColumn]
    rows: Sequence[GradeRow]
    modules: Mapping[str, str]
    sources: Sequence[str]


def class_gradebook(cohort: Cohort, language: str | None, choice: Choice = EVERYTHING) -> Gradebook:
    """Return the gradebook of a class. Eight queries, two more where a person marks."""
    everything = given_quizzes(cohort, language)
    shown = [quiz for quiz in everything if choice.module in ("", quiz.module)]
    found = grades([quiz.assignment for quiz in everything])
    enrolments = Enrolment.objects.active().filter(cohort=cohort).select_related("learner")
    rows = [
        _row(
            enrolment,
            [_chosen(found.get((quiz.assignment.pk, enrolment.learner_id), NOTHING), choice) for quiz in shown],
        )
        for enrolment in enrolments
    ]
    columns = [_column(quiz, [row.cells[place] for row in rows]) for place, quiz in enumerate(shown)]
    if choice.attention:
        rows = [row for row in rows if needs_attention(row, columns, len(rows))]
    return Gradebook(
        columns=columns,
        rows=rows,
        modules={quiz.module: quiz.module_title for quiz in everything if quiz.module},
        sources=sorted({grade.source or DEVICE for grade in found.values()}),
    )


def needs_attention(row: GradeRow, columns: Sequence[GradeColumn], people: int) -> bool:
    """Whether a student is below the pass mark, or sent nothing where half of the class did, twice or more."""
    missed = sum(
        cell.state in ("part", "wrong") or (cell.state in ("none", "open") and 2 * column.sent >= people)
        for cell, column in zip(row.cells, columns, strict=True)
    )
    return missed >= min(MISSED_OFTEN, len(columns)) > 0


def _row(enrolment: Enrolment, cells: Sequence[Grade]) -> GradeRow:
    sent = [cell for cell in cells if cell.is_sent]
    return GradeRow(enrolment, cells, len(sent), _sum(sent))


def _sum(sent: Sequence[Grade]) -> Grade:
    """Return the points of these cells together; nothing where there are none."""
    if not sent:
        return NOTHING
    return Grade("right", sum((cell.score for cell in sent), Decimal(0)), sum((cell.most for cell in sent), Decimal(0)))


def _chosen(grade: Grade, choice: Choice) -> Grade:
    if not choice.source:
        return grade
    is_other = grade is not NOTHING and (grade.source or DEVICE) != choice.source
    return ELSEWHERE if is_other else grade


def _column(quiz: GivenQuiz, cells: Sequence[Grade]) -> GradeColumn:
    sent = [cell for cell in cells if cell.is_sent]
    total = _sum(sent)
    is_enough = len(sent) >= PERCENT_FROM and bool(total.most)
    return GradeColumn(quiz, len(sent), percent_of(total.score, total.most) if is_enough else None)
