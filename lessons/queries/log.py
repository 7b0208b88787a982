"""A class's log of lessons held, and the list of who was there."""

from dataclasses import dataclass

from django.db.models import Count, Q
from django.utils import timezone

from institutions.models import Cohort, Enrolment
from lessons.models import Attendance, DeliveredLesson, LessonPage, LessonRun
from lessons.queries.pages import localized


@dataclass(frozen=True, slots=True)
class LogRow:
    """One lesson held, with its title in the reader's language."""

    delivered: DeliveredLesson
    title: str


@dataclass(frozen=True, slots=True)
class ListedPlace:
    """One student of the list; ``is_ticked`` is what the page proposes or what was saved."""

    place: Enrolment
    is_ticked: bool


def class_log(cohort: Cohort, language: str | None) -> list[LogRow]:
    """Return the lessons held with a class, the latest first. Two queries."""
    texts = [f"lesson__{name}" for name in LessonPage.TEXTS]
    rows = DeliveredLesson.objects.filter(cohort=cohort).select_related("lesson").defer(*texts)
    found = list(rows.order_by("-held_on", "-pk"))
    titles = localized([row.lesson for row in found], language)
    return [LogRow(row, titles[row.lesson.translation_key].title) for row in found]


def listed_places(delivered: DeliveredLesson) -> list[Enrolment]:
    """Return the places of the list: who is in the class now, and who left it after the lesson. One query."""
    there = Q(left_on__isnull=True) | Q(left_on__gt=delivered.held_on) | Q(learner__attendance__delivered=delivered)
    places = Enrolment.objects.filter(there, cohort=delivered.cohort_id).select_related("learner")
    return list(places.order_by("seat_number").distinct())


def attendance_list(delivered: DeliveredLesson) -> list[ListedPlace]:
    """Return the list with its ticks: as saved; before that whose phones took part; or else the whole class.

    Whoever came into the class after the lesson is not proposed. Two queries.
    """
    kept = dict(delivered.attendance.values_list("learner_id", "was_present"))
    places = listed_places(delivered)
    if kept or delivered.listed_at is not None:
        return [ListedPlace(place, kept.get(place.learner_id, False)) for place in places]
    return [ListedPlace(place, place.joined_on <= delivered.held_on) for place in places]


def attended(place: Enrolment) -> tuple[int, int]:
    """Return at how many lessons of the class a student was, and of how many that is known. One query."""
    noted = Attendance.objects.filter(learner=place.learner_id, delivered__cohort=place.cohort_id)
    counts = noted.aggregate(known=Count("pk"), there=Count("pk", filter=Q(was_present=True)))
    return counts["there"], counts["known"]


def logged(run: LessonRun) -> DeliveredLesson | None:
    """Return what an ended run left in the log, unless somebody took it out again. One query."""
    day = timezone.localdate(run.started_at)
    rows = DeliveredLesson.objects.filter(cohort=run.cohort_id, lesson=run.lesson_assignment.lesson_id, held_on=day)
    return rows.first()


def lesson_choices(cohort: Cohort, language: str | None) -> dict[str, str]:
    """Return the lessons that the class was ever given, by the number of their page, in course order. Two queries."""
    texts = [f"lesson__{name}" for name in LessonPage.TEXTS]
    given = cohort.lesson_assignments.select_related("lesson").defer(*texts).order_by("lesson__path")
    pages = {row.lesson_id: row.lesson for row in given}
    titles = localized(pages.values(), language)
    return {str(pk): f"{page.number}. {titles[page.translation_key].title}" for pk, page in pages.items()}
