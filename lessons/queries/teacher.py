"""A teacher's classes and what they were given."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.db.models import Count, Q

from assessments.models import Attempt, QuizAssignment, Response
from assessments.queries import frozen_structure, frozen_texts
from assessments.queries.waiting import WaitingWork, waiting_works
from institutions.models import Cohort, Enrolment, JoinRequest
from lessons.models import LessonAssignment, LessonProgress, LessonRun
from lessons.queries.pages import localized
from lessons.queries.plan import Due, due_lessons
from lessons.queries.runs import runs_by_class

if TYPE_CHECKING:
    from accounts.models import User


MISSED_OFTEN = 2  # tries in which a question was missed, before the teacher is told


@dataclass(frozen=True)
class ClassLesson:
    """A lesson of a class with its counts."""

    given: LessonAssignment
    title: str
    begun: int
    finished: int
    sent: int

    @property
    def is_taught(self) -> bool:
        """Whether anybody has opened it."""
        return self.begun > 0


@dataclass(frozen=True)
class TodayClass:
    """One class on Today: what runs, what is next, what waits."""

    cohort: Cohort
    learners: int
    waiting: int
    next_lesson: ClassLesson | None
    latest_results: ClassLesson | None
    run: LessonRun | None
    due_on: date | None = None
    works: Sequence[WaitingWork] = ()


def class_lessons(cohorts: Sequence[Cohort], language: str | None) -> dict[int, list[ClassLesson]]:
    """Return the lessons of each class in course order with counts. Four queries for any number of classes."""
    given = list(LessonAssignment.objects.standing().filter(cohort__in=cohorts).with_lesson().order_by("lesson__path"))
    titles = localized([row.lesson for row in given], language)
    opened = {
        row["assignment_id"]: row
        for row in LessonProgress.objects.filter(assignment__in=given)
        .values("assignment_id")
        .annotate(begun=Count("pk"), finished=Count("pk", filter=Q(finished_at__isnull=False)))
    }
    sent = dict(
        Attempt.objects.filter(assignment__cohort__in=cohorts, sent_at__isnull=False)
        .values("assignment_id")
        .annotate(people=Count("learner_id", distinct=True))
        .values_list("assignment_id", "people")
    )
    lessons: dict[int, list[ClassLesson]] = {cohort.pk: [] for cohort in cohorts}
    for row in given:
        counts = opened.get(row.pk, {"begun": 0, "finished": 0})
        lessons[row.cohort_id].append(
            ClassLesson(
                given=row,
                title=titles[row.lesson.translation_key].title,
                begun=counts["begun"],
                finished=counts["finished"],
                sent=sent.get(row.quiz_assignment_id or 0, 0),
            )
        )
    return lessons


def today_classes(teacher: "User", language: str | None) -> list[TodayClass]:
    """Return what Today shows of each class, the plan's next lesson too. Twelve queries for any number of classes."""
    cohorts = list(Cohort.objects.taught_by(teacher).select_related("institution").distinct())
    learners = dict(
        Enrolment.objects.active()
        .filter(cohort__in=cohorts)
        .order_by()
        .values("cohort_id")
        .annotate(people=Count("pk"))
        .values_list("cohort_id", "people")
    )
    waiting = dict(
        JoinRequest.objects.waiting()
        .filter(cohort__in=cohorts)
        .values("cohort_id")
        .annotate(people=Count("pk"))
        .values_list("cohort_id", "people")
    )
    lessons = class_lessons(cohorts, language)
    running = runs_by_class(cohorts)
    due = due_lessons(cohorts)
    works = waiting_works(cohorts, language)
    return [
        TodayClass(
            cohort=cohort,
            learners=learners.get(cohort.pk, 0),
            waiting=waiting.get(cohort.pk, 0),
            next_lesson=_next(lessons[cohort.pk], due[cohort.pk]),
            due_on=due[cohort.pk].next_on,
            latest_results=next((lesson for lesson in reversed(lessons[cohort.pk]) if lesson.sent), None),
            run=running.get(cohort.pk),
            works=[work for work in works if work.cohort_id == cohort.pk],
        )
        for cohort in cohorts
    ]


def _next(lessons: Sequence[ClassLesson], due: Due) -> ClassLesson | None:
    """Return what the plan says; without it, or after it, the first lesson that was neither held nor opened."""
    by_plan = (lesson for lesson in lessons if lesson.given.pk == due.next_id)
    untaught = (lesson for lesson in lessons if not lesson.is_taught and lesson.given.lesson_id not in due.held)
    return next(by_plan, None) or next(untaught, None)


def learner_lessons(enrolment: Enrolment) -> dict[int, LessonProgress]:
    """Return one learner's progress by lesson assignment."""
    rows = LessonProgress.objects.filter(learner_id=enrolment.learner_id, assignment__cohort_id=enrolment.cohort_id)
    return {row.assignment_id: row for row in rows}


def standalone_quizzes(cohort: Cohort) -> list[QuizAssignment]:
    """Return quizzes given to the class without a lesson."""
    return list(
        QuizAssignment.objects.standing()
        .filter(cohort=cohort, lesson_assignments__isnull=True)
        .select_related("version__quiz")
        .defer("version__structure")
        .order_by("assigned_at")
    )


@dataclass(frozen=True)
class Missed:
    """A question a learner missed in two tries or more."""

    quiz: str
    prompt: str
    times: int


def missed_twice(attempts: Sequence[Attempt], language: str | None) -> list[Missed]:
    """Return the questions missed at least twice in these attempts. One query and one per quiz version."""
    scores: dict[tuple[int, str], list[bool]] = {}
    versions = {attempt.assignment.version_id: attempt.assignment.version for attempt in attempts}
    of_attempt = {attempt.pk: attempt.assignment.version_id for attempt in attempts if attempt.sent_at}
    rows = Response.objects.filter(attempt_id__in=of_attempt).values_list("attempt_id", "item_id", "score")
    for attempt_id, item_id, score in rows:
        version_id = of_attempt[attempt_id]
        maximum = frozen_structure(versions[version_id]).by_id[item_id].max_score
        scores.setdefault((version_id, item_id), []).append(score < maximum)
    missed = []
    for (version_id, item_id), wrong in scores.items():
        if sum(wrong) >= MISSED_OFTEN:
            texts = frozen_texts(versions[version_id], language)
            missed.append(Missed(texts.title, texts.by_item[item_id].prompt, sum(wrong)))
    return missed
