"""Classes that are over: what a teacher reads of them until their students are forgotten."""

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db.models import Count, Q
from django.utils import timezone

from institutions.enums import CohortKind
from institutions.models import RETENTION_AFTER_END, Cohort

if TYPE_CHECKING:
    from accounts.models import User

# How long before names and answers go Today says so.
TOLD_BEFORE = timedelta(days=14)


def about_to_be_forgotten(teacher: "User") -> Sequence[Cohort]:
    """Return a teacher's classes whose names and answers go within two weeks, the next one first. One query."""
    soon = timezone.localdate() + TOLD_BEFORE - RETENTION_AFTER_END - timedelta(days=1)
    past = Cohort.objects.past().staffed_by(teacher).filter(kind=CohortKind.CLASS, ends_on__lte=soon)
    return list(past.order_by("ends_on", "name"))


def own_classes(teacher: "User") -> tuple[Sequence[Cohort], Sequence[Cohort]]:
    """Return a teacher's classes with ``learner_count``: those that run, and those that are over. One query."""
    kept = Cohort.objects.running() | Cohort.objects.past()
    found = kept.staffed_by(teacher).select_related("institution")
    counted = found.annotate(learner_count=Count("enrolments", filter=Q(enrolments__left_on=None)))
    today = timezone.localdate()
    classes = list(counted.order_by("name", "starts_on"))
    running = [one for one in classes if one.ends_on >= today]
    return running, [one for one in classes if one.ends_on < today]
