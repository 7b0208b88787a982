"""How a class came along over the term: per competency the share of right answers, by quiz or by month."""

from collections import defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from django.utils.formats import date_format

from assessments.queries.competencies import Answered, Share, competency_answers
from curriculum.queries import statements
from institutions.models import Cohort
from lessons.queries.given_quizzes import GivenQuiz, given_quizzes


@dataclass(frozen=True)
class Point:
    """One column of one competency; the share is empty where nobody was asked."""

    label: str
    title: str
    share: Share


@dataclass(frozen=True)
class CompetencyLine:
    """One competency with its points, in the order of the term, and all of them together."""

    statement: str
    points: Sequence[Point]
    total: Share


def class_progress(cohort: Cohort, language: str | None, *, by_month: bool = False) -> list[CompetencyLine]:
    """Return the lines of a class, in the order in which competencies were first asked. Nine queries."""
    quizzes = given_quizzes(cohort, language)
    answers = list(competency_answers([quiz.assignment for quiz in quizzes]))
    columns = _months(answers) if by_month else _quizzes(quizzes, answers)
    shares: dict[tuple[str, Hashable], Share] = defaultdict(Share)
    totals: dict[str, Share] = defaultdict(Share)
    for one in answers:
        share = Share(1, int(one.is_right))
        shares[one.competency, one.month if by_month else one.assignment_id] += share
        totals[one.competency] += share
    said = statements(list(totals), language)
    places = {name: place for place, (name, _label, _title) in enumerate(columns)}
    first = {key: min(places[column] for of, column in shares if of == key) for key in totals}
    return [
        CompetencyLine(
            statement=said[key],
            points=[Point(label, title, shares.get((key, name), Share())) for name, label, title in columns],
            total=totals[key],
        )
        for key in sorted(totals, key=lambda key: first[key])
        if key in said
    ]


type _Column = tuple[Hashable, str, str]


def _months(answers: Sequence[Answered]) -> list[_Column]:
    months = sorted({one.month for one in answers})
    return [(month, date_format(month, "m.y"), date_format(month, "YEAR_MONTH_FORMAT")) for month in months]


def _quizzes(quizzes: Sequence[GivenQuiz], answers: Sequence[Answered]) -> list[_Column]:
    answered = {one.assignment_id for one in answers}
    return [(quiz.assignment.pk, quiz.number, quiz.title) for quiz in quizzes if quiz.assignment.pk in answered]
