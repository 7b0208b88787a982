"""The learner's list of lessons."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from wagtail.models import Page

from assessments.models import Attempt, QuizAssignment
from assessments.queries import quiz_titles
from institutions.models import is_learning
from lessons.models import LessonAssignment, LessonProgress
from lessons.queries.pages import localized

if TYPE_CHECKING:
    from accounts.models import User


@dataclass(frozen=True)
class LessonRow:
    """One lesson of the list."""

    given: LessonAssignment
    title: str
    number: str
    is_finished: bool
    is_begun: bool
    has_quiz: bool
    is_quiz_sent: bool

    @property
    def is_done(self) -> bool:
        """Whether lesson and quiz are behind the learner."""
        return self.is_finished and (self.is_quiz_sent or not self.has_quiz)


@dataclass(frozen=True)
class UnitRow:
    """A module with its lessons."""

    title: str
    lessons: Sequence[LessonRow]


def my_lessons(learner: "User", language: str | None) -> list[UnitRow]:
    """Return the open lessons of the learner's running classes by module. Six queries."""
    given = list(
        LessonAssignment.objects.opened()
        .filter(is_learning(learner.pk))
        .with_lesson()
        .order_by("cohort_id", "lesson__path")
    )
    titles = localized([row.lesson for row in given], language)
    progress = dict(
        LessonProgress.objects.filter(learner=learner, assignment__in=given).values_list("assignment_id", "finished_at")
    )
    sent = set(Attempt.objects.filter(learner=learner, sent_at__isnull=False).values_list("assignment_id", flat=True))
    unit_paths = {row.lesson.path[: -Page.steplen] for row in given}
    units = {unit.path: unit for unit in Page.objects.filter(path__in=unit_paths)}
    unit_titles = localized(units.values(), language)
    grouped: dict[str, list[LessonRow]] = {}
    for row in given:
        grouped.setdefault(row.lesson.path[: -Page.steplen], []).append(
            LessonRow(
                given=row,
                title=titles[row.lesson.translation_key].title,
                number=row.lesson.number,
                is_finished=progress.get(row.pk) is not None,
                is_begun=row.pk in progress,
                has_quiz=row.quiz_assignment_id is not None,
                is_quiz_sent=row.quiz_assignment_id in sent,
            )
        )
    return [UnitRow(unit_titles[units[path].translation_key].title, rows) for path, rows in grouped.items()]


@dataclass(frozen=True)
class QuizRow:
    """Questions given without a lesson; ``is_storable`` where a device may keep them."""

    public_id: str
    title: str
    is_sent: bool
    is_storable: bool = True


def my_quizzes(learner: "User", language: str | None) -> list[QuizRow]:
    """Return the open quizzes of the learner's running classes that belong to no lesson. Three queries."""
    given = list(
        QuizAssignment.objects.opened_for(learner.pk)
        .filter(is_learning(learner.pk), lesson_assignments__isnull=True)
        .select_related("version__quiz")
        .defer("version__structure")
        .order_by("assigned_at")
    )
    titles = quiz_titles([row.version.quiz for row in given], language)
    sent = set(Attempt.objects.filter(learner=learner, sent_at__isnull=False).values_list("assignment_id", flat=True))
    return [
        QuizRow(
            row.public_id,
            titles[row.version.quiz_id],
            row.pk in sent,
            row.limit_minutes is None and not row.version.needs_marking,
        )
        for row in given
    ]
