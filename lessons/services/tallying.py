"""Turning the log of a class whose time is over into counts."""

from django.db import transaction
from django.db.models import Count, Max, Sum
from django.db.models.functions import TruncMonth

from institutions.models import Cohort
from lessons.models import CohortTally, DeliveredLesson

CELL = ("month", "language", "mode")


@transaction.atomic
def count_and_forget_log(*, cohort: Cohort) -> int:
    """Add a class's log to its ``CohortTally`` rows and delete it, attendance with it; return how many lessons.

    One transaction under the lock of the class, so that no lesson is counted twice. Twice changes nothing.
    """
    Cohort.objects.select_for_update().get(pk=cohort.pk)
    log = DeliveredLesson.objects.filter(cohort=cohort)
    kept = {(row.month, row.language, row.mode): row for row in CohortTally.objects.filter(cohort=cohort)}
    counted = (
        log.order_by()
        .annotate(month=TruncMonth("held_on"))
        .values(*CELL)
        .annotate(lessons=Count("pk"), total=Sum("minutes"), attended=Sum("present"), largest=Max("present"))
    )
    lessons = 0
    for new in counted:
        cell = tuple(new[name] for name in CELL)
        row = kept.setdefault(cell, CohortTally(cohort=cohort, **{name: new[name] for name in CELL}))
        row.lessons += new["lessons"]
        row.minutes += new["total"]
        row.attended += new["attended"]
        row.largest = max(row.largest, new["largest"])
        lessons += new["lessons"]
    for row in kept.values():
        row.pk = None  # found again by its cell
    changes = ("lessons", "minutes", "attended", "largest")
    CohortTally.objects.bulk_create(
        kept.values(), update_conflicts=True, unique_fields=["cohort", *CELL], update_fields=changes
    )
    log.delete()
    return lessons
