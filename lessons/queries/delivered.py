"""Lessons delivered and people reached, for reports: from the logs of classes and from what stayed of older ones."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from django.db.models import Count, F, Max, Q, QuerySet, Sum
from django.db.models.functions import TruncMonth

from institutions.enums import CohortKind
from institutions.models import Institution
from lessons.models import CohortTally, DeliveredLesson

type Key = tuple[int, date]


class Place(StrEnum):
    """What rows are added up for."""

    INSTITUTION = "institution"
    CENTRE = "centre"
    REGION = "region"


LOOKUPS = {
    Place.INSTITUTION: "cohort__institution",
    Place.CENTRE: "cohort__institution__centre",
    Place.REGION: "cohort__institution__centre__region",
}


@dataclass(slots=True)
class Delivered:
    """One place in one month. ``attended`` adds up the people of all lessons; ``learners`` counts nobody twice.

    ``learners`` is, for each class, the largest number of people at one lesson of the month, added up over classes.
    """

    place_id: int
    month: date
    lessons: int = 0
    minutes: int = 0
    attended: int = 0
    learners: int = 0
    classes: int = 0


def delivered_lessons(
    *, institutions: QuerySet[Institution], by: Place = Place.INSTITUTION, since: date | None = None,
    until: date | None = None, language: str = "", kind: str = CohortKind.CLASS,
) -> list[Delivered]:  # fmt: skip
    """Return what was delivered by place and month, oldest month first; two queries.

    ``since`` and ``until`` are days and both belong to the period; of classes whose log has been counted up already a
    whole month belongs to it as soon as its first day does. Small numbers are hidden by whoever shows them, not here.
    """
    place = LOOKUPS[by]
    wanted = Q(cohort__institution__in=institutions, cohort__kind=kind)
    if language:
        wanted &= Q(language=language)
    log = DeliveredLesson.objects.filter(wanted, _period("held_on", since, until)).order_by()
    tally = CohortTally.objects.filter(wanted, _period("month", since, until)).order_by()
    counted = [
        *log.annotate(in_month=TruncMonth("held_on"), place=F(place))
        .values("place", "in_month", "cohort_id")
        .annotate(number=Count("pk"), total=Sum("minutes"), people=Sum("present"), most=Max("present")),
        *tally.annotate(in_month=F("month"), place=F(place))
        .values("place", "in_month", "cohort_id")
        .annotate(number=Sum("lessons"), total=Sum("minutes"), people=Sum("attended"), most=Max("largest")),
    ]
    rows: dict[Key, Delivered] = {}
    largest: dict[Key, dict[int, int]] = defaultdict(dict)
    for cell in counted:
        key = (cell["place"], cell["in_month"])
        row = rows.setdefault(key, Delivered(*key))
        row.lessons += cell["number"]
        row.minutes += cell["total"]
        row.attended += cell["people"]
        largest[key][cell["cohort_id"]] = max(cell["most"], largest[key].get(cell["cohort_id"], 0))
    for key, row in rows.items():
        row.learners, row.classes = sum(largest[key].values()), len(largest[key])
    return sorted(rows.values(), key=lambda row: (row.month, row.place_id))


def _period(field: str, since: date | None, until: date | None) -> Q:
    period = Q()
    if since is not None:
        period &= Q(**{f"{field}__gte": since})
    if until is not None:
        period &= Q(**{f"{field}__lte": until})
    return period
