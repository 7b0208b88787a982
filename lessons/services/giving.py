"""Giving a class a quiz without its lesson."""

from datetime import datetime

from accounts.models import User
from assessments.models import QuizAssignment, QuizVersion
from assessments.queries.rules import Rules
from assessments.services import assign_quiz
from institutions.models import Cohort
from lessons.queries.fitting import unfitting_quizzes


class NotForCohort(ValueError):
    """A course for professionals was meant for a class of pupils, or one for pupils for a training group."""


def give_quiz(
    *, version: QuizVersion, cohort: Cohort, actor: User, opens_at: datetime | None = None,
    closes_at: datetime | None = None, rules: Rules | None = None,
) -> QuizAssignment:  # fmt: skip
    """Give a quiz to a class; see ``assign_quiz``. Raises ``NotForCohort`` for one of the other kind of course."""
    if unfitting_quizzes(cohort, [version.quiz_id]):
        raise NotForCohort(version.quiz.title)
    return assign_quiz(version=version, cohort=cohort, actor=actor, opens_at=opens_at, closes_at=closes_at, rules=rules)
