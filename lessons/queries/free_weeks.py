"""Weeks without lessons in a class's year: holidays, exams, practice. Each is known by its Monday."""

from collections.abc import Collection, Iterable
from datetime import date, timedelta

from institutions.models import Cohort
from lessons.models import FreeWeek

WEEK = timedelta(weeks=1)


def monday_of(day: date) -> date:
    """Return the first day of a day's week."""
    return day - timedelta(days=day.weekday())


def free_weeks(cohort: Cohort) -> set[date]:
    """Return the weeks in which the class has no lessons. One query."""
    return set(FreeWeek.objects.filter(cohort=cohort).values_list("starts_on", flat=True))


def weeks_of(cohort: Cohort, first_on: date) -> list[date]:
    """Return the weeks of the class's year from a day on."""
    week, weeks = monday_of(max(first_on, cohort.starts_on)), []
    while week <= cohort.ends_on:
        weeks.append(week)
        week += WEEK
    return weeks


def spans(weeks: Collection[date]) -> Iterable[tuple[date, date]]:
    """Return first and last day of weeks that follow each other, as people say holidays."""
    found: list[tuple[date, date]] = []
    for week in sorted(weeks):
        follows = found and found[-1][1] + timedelta(days=1) == week
        first = found.pop()[0] if follows else week
        found.append((first, week + timedelta(days=6)))
    return found
