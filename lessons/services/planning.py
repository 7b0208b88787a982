"""Planning a class's year: day by day, or by a weekly rhythm that is proposed and can be changed."""

from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta

from django.db import transaction

from accounts.models import User
from audit import services as audit
from institutions.models import Cohort
from lessons.models import PlannedLesson
from lessons.queries.free_weeks import free_weeks, monday_of
from lessons.queries.plan import Plan, class_plan

type Days = Mapping[int, Sequence[date]]


class PlanRefused(ValueError):
    """A day lies outside the class's year; nothing was changed. ``given`` and ``day`` say which."""

    def __init__(self, given: int, day: date) -> None:
        super().__init__(day.isoformat())
        self.given, self.day = given, day


@transaction.atomic
def plan_lessons(*, cohort: Cohort, days: Days, actor: User) -> bool:
    """Set the days of the lessons in ``days`` (by lesson assignment); others keep theirs. Return whether any changed.

    All of it or nothing: raises ``PlanRefused``. Assignments of other classes are passed over. Audited; twice is once.
    """
    Cohort.objects.select_for_update().get(pk=cohort.pk)
    own = set(cohort.lesson_assignments.filter(pk__in=days).values_list("pk", flat=True))
    wanted = {(given, day) for given in own for day in days[given]}
    for given, day in sorted(wanted):
        if not cohort.starts_on <= day <= cohort.ends_on:
            raise PlanRefused(given, day)
    rows = PlannedLesson.objects.filter(lesson_assignment__in=own)
    kept = {(row.lesson_assignment_id, row.planned_on): row.pk for row in rows}
    if set(kept) == wanted:
        return False
    PlannedLesson.objects.filter(pk__in=[pk for cell, pk in kept.items() if cell not in wanted]).delete()
    PlannedLesson.objects.bulk_create(
        [PlannedLesson(lesson_assignment_id=given, planned_on=day) for given, day in sorted(wanted - set(kept))]
    )
    audit.record(
        actor=actor, action="plan.change", scope_type="cohort", scope_id=cohort.public_id, count=len(wanted)
    )  # fmt: skip
    return True


@transaction.atomic
def plan_by_rhythm(*, cohort: Cohort, first_on: date, weeks: int, hours: int, actor: User) -> int:
    """Plan what was not held yet from a day on, every so many weeks; return how many lessons found no day.

    Earlier days of the plan that no held lesson stands for are given up. Audited; twice is once.
    """
    days, without = rhythm(
        class_plan(cohort, None), first_on=first_on, last_on=cohort.ends_on, weeks=weeks, hours=hours,
        free=free_weeks(cohort),
    )  # fmt: skip
    plan_lessons(cohort=cohort, days=days, actor=actor)
    return without


def rhythm(
    plan: Plan, *, first_on: date, last_on: date, weeks: int, hours: int, free: Collection[date] = ()
) -> tuple[Days, int]:
    """Return a day for each lesson still to be held, in course order, and how many come too late for one.

    No day lies in a ``free`` week.

    Where ``hours`` are more than the lessons, the first lessons get a second day each until they are used up.
    """
    spare = hours - sum(row.hours for row in plan.rows)
    days: dict[int, list[date]] = {}
    taken = without = 0
    for row in plan.rows:
        wanted = 1
        if spare >= row.hours:
            wanted, spare = 2, spare - row.hours
        days[row.given.pk] = list(row.planned[: len(row.held)])
        for _day in range(wanted - len(row.held)):
            while monday_of(day := first_on + timedelta(weeks=weeks * taken)) in free:
                taken += 1
            taken += 1
            if day <= last_on:
                days[row.given.pk].append(day)
            else:
                without += 1
    return days, without
