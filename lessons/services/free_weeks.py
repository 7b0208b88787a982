"""Marking weeks without lessons: what was planned in them, and everything after it, moves later."""

from collections.abc import Collection
from datetime import date, timedelta
from itertools import pairwise

from django.db import transaction

from accounts.models import User
from audit import services as audit
from institutions.models import Cohort
from lessons.models import FreeWeek
from lessons.queries.free_weeks import free_weeks, monday_of
from lessons.queries.plan import Plan, class_plan
from lessons.services.planning import Days, plan_lessons


@transaction.atomic
def mark_weeks(*, cohort: Cohort, weeks: Collection[date], actor: User) -> int:
    """Let exactly these weeks, by their Mondays, be without lessons; return how many lessons find no day any more.

    A week that has lessons again leaves the plan as it is. Audited; twice is once.
    """
    Cohort.objects.select_for_update().get(pk=cohort.pk)
    wanted, kept = set(weeks), free_weeks(cohort)
    if wanted == kept:
        return 0
    FreeWeek.objects.filter(cohort=cohort, starts_on__in=kept - wanted).delete()
    FreeWeek.objects.bulk_create([FreeWeek(cohort=cohort, starts_on=week) for week in sorted(wanted - kept)])
    audit.record(
        actor=actor, action="plan.weeks", scope_type="cohort", scope_id=cohort.public_id, count=len(wanted)
    )  # fmt: skip
    days, without = moved_on(class_plan(cohort, None), free=wanted, last_on=cohort.ends_on)
    plan_lessons(cohort=cohort, days=days, actor=actor)
    return without


def moved_on(plan: Plan, *, free: Collection[date], last_on: date) -> tuple[Days, int]:
    """Return the days of a plan after holidays, and how many come too late for one.

    Order and distances stay. A plan for every second week moves by two, so that it stays in its weeks.
    """
    left = sorted((day, row.given.pk) for row in plan.rows for day in row.left)
    gaps = [(later[0] - earlier[0]).days // 7 for earlier, later in pairwise(left)]
    step = timedelta(weeks=min((gap for gap in gaps if gap), default=1))
    days = {row.given.pk: list(row.planned[: len(row.held)]) for row in plan.rows}
    moved, without = timedelta(), 0
    for planned_on, given in left:
        while monday_of(planned_on + moved) in free:
            moved += step
        if planned_on + moved <= last_on:
            days[given].append(planned_on + moved)
        else:
            without += 1
    return days, without
