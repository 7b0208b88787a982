"""Which courses fit a class: pupils' classes and professionals' training groups never mix."""

from collections.abc import Iterable
from uuid import UUID

from curriculum.enums import CourseKind
from curriculum.models import CoursePage
from institutions.enums import CohortKind
from institutions.models import Cohort
from lessons.models import LessonPage

FITTING_KINDS: dict[str, tuple[str, ...]] = {
    CohortKind.CLASS: (CourseKind.PREVENTION, CourseKind.VOCATIONAL),
    CohortKind.TRAINING_GROUP: (CourseKind.PROFESSIONAL,),
}


def fits(course: CoursePage | None, cohort: Cohort) -> bool:
    """Whether a class may get a course; a page without a course counts as prevention."""
    kind = course.kind if course is not None else CourseKind.PREVENTION
    return kind in FITTING_KINDS[cohort.kind]


def course_of(lesson: LessonPage) -> CoursePage | None:
    """Return the course that a lesson stands in. One query."""
    found: CoursePage | None = CoursePage.objects.ancestor_of(lesson).first() if lesson.path else None
    return found


def unfitting_quizzes(cohort: Cohort, quizzes: Iterable[int] | None = None) -> set[int]:
    """Return the quizzes (all, or of these) that only lessons of the other kind of course ask. Two queries.

    A quiz that no lesson asks fits everybody.
    """
    asking = LessonPage.objects.filter(quiz__isnull=False)
    if quizzes is not None:
        asking = asking.filter(quiz__in=quizzes)
    courses: dict[UUID, tuple[str, str]] = {}
    for key, kind, path in CoursePage.objects.order_by("pk").values_list("translation_key", "kind", "path"):
        courses.setdefault(key, (kind, path))  # the page in the source language, the oldest row, says the kind
    paths = tuple(path for kind, path in courses.values() if kind in FITTING_KINDS[cohort.kind])
    places = list(asking.values_list("quiz_id", "path"))
    return {quiz for quiz, _path in places} - {quiz for quiz, path in places if path.startswith(paths)}
