"""Taking a class into the next school year, with its courses."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from accounts.models import User
from curriculum.models import CoursePage
from institutions.models import Cohort
from institutions.services import create_cohort
from institutions.services.new_year import carry_over
from lessons.services.assigning import assign_course


@dataclass(frozen=True, slots=True)
class NewYear:
    """What the next class is called, and from when to when it lasts."""

    name: str
    grade: str
    language: str
    starts_on: date
    ends_on: date


@transaction.atomic
def roll_over(
    *, cohort: Cohort, year: NewYear, stays: Collection[str], courses: Sequence[CoursePage], actor: User
) -> Cohort:
    """Open the class of the next year, with the students who stay and the courses it begins; return it.

    Nothing else is taken along: lessons, answers, plan and log stay with the old class and go with it. All of it or
    nothing: raises ``CohortRefused``, ``NamesRefused`` or ``WorkNotTaken``. The same form sent twice opens one class.
    """
    new = create_cohort(
        institution=cohort.institution, name=year.name, grade=year.grade, language=year.language,
        starts_on=year.starts_on, ends_on=year.ends_on, kind=cohort.kind, actor=actor,
    )  # fmt: skip
    carry_over(old=cohort, new=new, stays=stays, actor=actor)
    for course in courses:
        assign_course(course=course, cohort=new, actor=actor)
    return new
