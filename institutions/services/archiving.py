"""Putting a class away before its last day, and taking it out again while its students are not forgotten."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from accounts.services.ending import end_cards
from audit import services as audit
from institutions.models import ClassCode, Cohort
from institutions.services.closing import learners_only_in
from institutions.services.cohorts import CohortRefused, check_dates


@transaction.atomic
def archive_cohort(*, cohort: Cohort, actor: User) -> bool:
    """End a class as of yesterday: nobody works in it any more, its teachers read it until it is forgotten.

    Cards and sign-ins of students without another running class end at once, class codes close. The days until students
    are forgotten count from now. Audited with the last day it had; the second call changes nothing.
    """
    fresh = Cohort.objects.select_for_update(of=("self",)).get(pk=cohort.pk)
    today = timezone.localdate()
    if fresh.ends_on < today:
        return False
    learners = learners_only_in([fresh])
    had, fresh.ends_on = fresh.ends_on, today - timedelta(days=1)
    fresh.starts_on = min(fresh.starts_on, fresh.ends_on)
    fresh.save(update_fields=["starts_on", "ends_on"])
    ClassCode.objects.filter(cohort=fresh, closed_at=None).update(closed_at=timezone.now())
    cards = end_cards(learner_ids=learners)
    audit.record(
        action="cohort.archive", actor=actor, scope_type="cohort", scope_id=fresh.public_id, count=len(learners),
        details={"ends_on_before": had.isoformat(), "cards": cards},
    )  # fmt: skip
    return True


@transaction.atomic
def unarchive_cohort(*, cohort: Cohort, ends_on: date, actor: User) -> bool:
    """Let a class that is over go on until another last day; its students need new cards. Audited.

    Return whether this call did it. Raises ``CohortRefused`` for a day that has passed or that makes it too long, for a
    closed institution, and once its students are forgotten (``forgotten``).
    """
    fresh = Cohort.objects.select_for_update(of=("self",)).select_related("institution").get(pk=cohort.pk)
    if fresh.ends_on >= timezone.localdate():
        return False
    if not Cohort.objects.past().filter(pk=fresh.pk).exists():
        raise CohortRefused("forgotten")
    if fresh.institution.closed_on is not None:
        raise CohortRefused("closed")
    check_dates(fresh.starts_on, ends_on)
    fresh.ends_on = ends_on
    fresh.save(update_fields=["ends_on"])
    audit.record(
        action="cohort.unarchive", actor=actor, scope_type="cohort", scope_id=fresh.public_id,
        details={"ends_on": ends_on.isoformat()},
    )  # fmt: skip
    return True
