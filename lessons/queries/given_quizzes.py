"""Every quiz that a class was given, in the order of its course, each with its lesson and module."""

from dataclasses import dataclass

from django.utils import timezone
from wagtail.models import Page

from assessments.models import QuizAssignment
from assessments.queries import quiz_titles
from curriculum.models import UnitPage
from institutions.models import Cohort
from lessons.models import LessonAssignment
from lessons.queries.pages import localized


@dataclass(frozen=True)
class GivenQuiz:
    """One quiz of a class: ``number`` is its lesson's, or #1, #2 … without one; ``module`` names a page."""

    assignment: QuizAssignment
    number: str
    title: str
    module: str = ""
    module_title: str = ""


def given_quizzes(cohort: Cohort, language: str | None) -> list[GivenQuiz]:
    """Return the quizzes that a class has begun to have, those of lessons first. Five queries."""
    assignments = list(
        QuizAssignment.objects.standing()
        .filter(cohort=cohort, opens_at__lte=timezone.now())
        .select_related("version__quiz")
        .defer("version__structure")
        .order_by("assigned_at", "pk")
    )
    titles = quiz_titles([row.version.quiz for row in assignments], language)
    lessons = dict(
        LessonAssignment.objects.standing()
        .filter(cohort=cohort, quiz_assignment__isnull=False)
        .order_by("-lesson__path")
        .values_list("quiz_assignment_id", "lesson__path")
    )
    numbers = dict(
        LessonAssignment.objects.filter(quiz_assignment__in=lessons).values_list("lesson__path", "lesson__number")
    )
    units = _units({path[: -Page.steplen] for path in lessons.values()}, language)
    placed = sorted((row for row in assignments if row.pk in lessons), key=lambda row: lessons[row.pk])
    found = []
    for row in placed:
        path = lessons[row.pk]
        module, title = units.get(path[: -Page.steplen], ("", ""))
        found.append(GivenQuiz(row, numbers[path], titles[row.version.quiz_id], module, title))
    alone = [row for row in assignments if row.pk not in lessons]
    return found + [GivenQuiz(row, f"#{place}", titles[row.version.quiz_id]) for place, row in enumerate(alone, 1)]


def _units(paths: set[str], language: str | None) -> dict[str, tuple[str, str]]:
    units = list(UnitPage.objects.filter(path__in=paths))
    titles = localized(units, language)
    return {unit.path: (str(unit.pk), titles[unit.translation_key].title) for unit in units}
