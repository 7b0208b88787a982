"""Giving courses and lessons to a class, quizzes included."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from assessments.models import QuizVersion
from assessments.services import assign_quiz
from audit import services as audit
from curriculum.models import CoursePage
from institutions.models import Cohort
from lessons.models import CourseAssignment, LessonAssignment, LessonPage
from lessons.queries.fitting import course_of, fits
from lessons.queries.work import takes_work
from lessons.services.giving import NotForCohort
from lessons.services.reteaching import move_on, take_waiting


class WorkNotTaken(ValueError):
    """The lesson's quiz asks for work that a teacher marks, and its course is one that takes none."""

    def __init__(self, lesson: LessonPage) -> None:
        super().__init__(lesson.number)
        self.lesson = lesson


@transaction.atomic
def assign_course(*, course: CoursePage, cohort: Cohort, actor: User) -> list[LessonAssignment]:
    """Give a course with all its published lessons and their quizzes to a class; doing it again adds what is new.

    ``course`` is the page in the source language. All of it or nothing: raises ``NotForCohort`` or ``WorkNotTaken``.
    Audited.
    """
    if not fits(course, cohort):
        raise NotForCohort(course.title)
    _given, created = CourseAssignment.objects.get_or_create(
        course=course, cohort=cohort, withdrawn_at=None, defaults={"assigned_by_id": actor.pk}
    )
    if created:
        audit.record(
            actor=actor, action="course.assign", scope_type="cohort", scope_id=cohort.public_id,
            details={"course": course.pk},
        )  # fmt: skip
    lessons = LessonPage.objects.descendant_of(course).live().select_related("quiz").order_by("path")
    return [_assign(lesson, cohort, actor, opens_at=None) for lesson in lessons]


@transaction.atomic
def assign_lesson(
    *, lesson: LessonPage, cohort: Cohort, actor: User, opens_at: datetime | None = None
) -> LessonAssignment:
    """Give a lesson, and the newest version of its quiz, to a class; a class that has it gets the same row back.

    Raises ``NotForCohort`` when the course is of the other kind, and ``WorkNotTaken`` when the quiz asks for work and
    the course is a prevention course. Audited.
    """
    if not fits(course_of(lesson), cohort):
        raise NotForCohort(lesson.title)
    return _assign(lesson, cohort, actor, opens_at)


def _assign(lesson: LessonPage, cohort: Cohort, actor: User, opens_at: datetime | None) -> LessonAssignment:
    version = (
        QuizVersion.objects.filter(quiz_id=lesson.quiz_id).select_related("quiz").order_by("-number").first()
        if lesson.quiz_id
        else None
    )
    if version is not None and version.needs_marking and not takes_work(lesson):
        raise WorkNotTaken(lesson)
    given, created = LessonAssignment.objects.get_or_create(
        lesson=lesson,
        cohort=cohort,
        withdrawn_at=None,
        defaults={"assigned_by_id": actor.pk, "opens_at": opens_at or timezone.now()},
    )
    if given.quiz_assignment_id is None and version is not None:
        given.quiz_assignment = assign_quiz(version=version, cohort=cohort, actor=actor, opens_at=given.opens_at)
        given.save(update_fields=["quiz_assignment"])
    if created:
        take_waiting(given)
        audit.record(actor=actor, action="lesson.assign", scope_type="lesson_assignment", scope_id=given.public_id)
    return given


@transaction.atomic
def withdraw_lesson(*, given: LessonAssignment, actor: User) -> None:
    """Take a lesson back from a class; progress and answers stay. Repeating it changes nothing. Audited."""
    changed = LessonAssignment.objects.filter(pk=given.pk, withdrawn_at=None).update(withdrawn_at=timezone.now())
    if changed:
        move_on(given)
        audit.record(actor=actor, action="lesson.withdraw", scope_type="lesson_assignment", scope_id=given.public_id)
