"""The plan of a year: which lesson is due when, what was held, how many hours that makes."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Count

from institutions.models import Cohort
from lessons.models import DeliveredLesson, LessonAssignment, PlannedLesson, school_hours
from lessons.models.plan import LEAST_HOURS, MOST_HOURS
from lessons.queries.pages import localized


@dataclass(frozen=True, slots=True)
class PlanRow:
    """One lesson with its days, planned and held, in order."""

    given: LessonAssignment
    title: str
    planned: Sequence[date]
    held: Sequence[date]

    @property
    def hours(self) -> int:
        """How many school hours one day of it takes."""
        return school_hours(self.given.lesson.minutes)

    @property
    def left(self) -> Sequence[date]:
        """Return the planned days that no held lesson stands for yet."""
        return self.planned[len(self.held) :]


@dataclass(frozen=True, slots=True)
class Plan:
    """A class's year; ``held`` counts the school hours of its whole log, lessons that were taken back included."""

    rows: Sequence[PlanRow]
    held: int

    @property
    def planned(self) -> int:
        """How many school hours stand in the plan."""
        return sum(row.hours * len(row.planned) for row in self.rows)

    @property
    def left(self) -> int:
        """How many planned school hours are still to come."""
        return sum(row.hours * len(row.left) for row in self.rows)

    @property
    def missing(self) -> int:
        """How many more the programme asks for than were held and are left."""
        return max(0, LEAST_HOURS - self.held - self.left)

    @property
    def beyond(self) -> int:
        """How many are more than the programme asks for."""
        return max(0, self.held + self.left - MOST_HOURS)


def class_plan(cohort: Cohort, language: str | None) -> Plan:
    """Return the year of one class in course order. Four queries."""
    given = list(LessonAssignment.objects.standing().filter(cohort=cohort).with_lesson().order_by("lesson__path"))
    titles = localized([row.lesson for row in given], language)
    planned: dict[int, list[date]] = {}
    for key, day in PlannedLesson.objects.filter(lesson_assignment__in=given).values_list(
        "lesson_assignment_id", "planned_on"
    ):
        planned.setdefault(key, []).append(day)
    held: dict[int, list[date]] = {}
    hours = 0
    for lesson_id, day, minutes in DeliveredLesson.objects.filter(cohort=cohort).values_list(
        "lesson_id", "held_on", "minutes"
    ):
        held.setdefault(lesson_id, []).append(day)
        hours += school_hours(minutes)
    rows = [
        PlanRow(row, titles[row.lesson.translation_key].title, planned.get(row.pk, []), held.get(row.lesson_id, []))
        for row in given
    ]
    return Plan(rows, hours)


@dataclass(frozen=True, slots=True)
class Due:
    """What comes next in a class by its plan, and which lessons it has had, by their pages."""

    next_id: int | None
    next_on: date | None
    held: frozenset[int]


def due_lessons(cohorts: Sequence[Cohort]) -> dict[int, Due]:
    """Return what is due in each class: the earliest planned day that no held lesson stands for. Two queries."""
    counts = DeliveredLesson.objects.filter(cohort__in=cohorts).order_by().values_list("cohort_id", "lesson_id")
    held = {(cohort, lesson): number for cohort, lesson, number in counts.annotate(Count("pk"))}
    seen: dict[int, int] = {}
    following: dict[int, tuple[int | None, date | None]] = {}
    planned = PlannedLesson.objects.filter(
        lesson_assignment__cohort__in=cohorts, lesson_assignment__withdrawn_at=None
    ).order_by("planned_on", "lesson_assignment__lesson__path")
    for key, of, lesson, planned_on in planned.values_list(
        "lesson_assignment_id", "lesson_assignment__cohort_id", "lesson_assignment__lesson_id", "planned_on"
    ):
        seen[key] = seen.get(key, 0) + 1
        if seen[key] > held.get((of, lesson), 0):
            following.setdefault(of, (key, planned_on))
    due = {}
    for cohort in cohorts:
        given, day = following.get(cohort.pk, (None, None))
        due[cohort.pk] = Due(given, day, frozenset(lesson for of, lesson in held if of == cohort.pk))
    return due
