"""Where students may hand in work of their own: in courses that teach a trade, nowhere else."""

from collections.abc import Collection, Iterable

from assessments.models import Quiz, QuizVersion
from curriculum.enums import CourseKind
from curriculum.models import CoursePage
from institutions.enums import CohortKind
from institutions.models import Cohort
from lessons.models import LessonPage


def takes_work(lesson: LessonPage) -> bool:
    """Whether the lesson's course is one where a teacher marks work; a page without a course takes none. One query."""
    course = CoursePage.objects.ancestor_of(lesson).first() if lesson.path else None
    return course is not None and course.kind != CourseKind.PREVENTION


def lessons_without_work(quizzes: Collection[Quiz]) -> list[LessonPage]:
    """Return the lessons of prevention courses that ask these quizzes. Two queries."""
    courses = list(CoursePage.objects.exclude(kind=CourseKind.PREVENTION).values_list("path", flat=True))
    asking = LessonPage.objects.filter(quiz__in=quizzes).order_by("path")
    return [lesson for lesson in asking if not lesson.path.startswith(tuple(courses))]


def without_place(quizzes: Iterable[Quiz], cohort: Cohort) -> list[Quiz]:
    """Return the quizzes with work to mark that a class may not get by themselves: no vocational course asks them.

    A training group of professionals may get any. Three queries.
    """
    if cohort.kind == CohortKind.TRAINING_GROUP:
        return []
    known = {quiz.pk: quiz for quiz in quizzes}
    versions = QuizVersion.objects.filter(quiz__in=known).order_by("number").values_list("quiz_id", "needs_marking")
    asked = [known[quiz_id] for quiz_id, needs_marking in dict(versions).items() if needs_marking]
    courses = tuple(CoursePage.objects.exclude(kind=CourseKind.PREVENTION).values_list("path", flat=True))
    lessons = LessonPage.objects.filter(quiz__in=asked).values_list("quiz_id", "path")
    placed = {quiz_id for quiz_id, path in lessons if courses and path.startswith(courses)}
    return [quiz for quiz in asked if quiz.pk not in placed]
