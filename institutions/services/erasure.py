"""Removing who was in a class, once its time is over; what was counted before stays, and names nobody."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q

from accounts.models import User
from accounts.services.erasure import erase_learners
from institutions.models import RETENTION_AFTER_END, ClassCode, Cohort, Enrolment, JoinRequest, RosterUpload


@transaction.atomic
def erase_places(*, cohort: Cohort) -> int:
    """Delete a class's places, codes and requests, and the students who have no place anywhere else; return how many.

    The class itself stays: it is part of the counts. The caller has removed answers and progress before, and logs the
    act. Repeating it changes nothing.
    """
    Cohort.objects.select_for_update().get(pk=cohort.pk)
    JoinRequest.objects.filter(cohort=cohort).delete()
    ClassCode.objects.filter(cohort=cohort).delete()
    learner_ids = set(Enrolment.objects.filter(cohort=cohort).values_list("learner_id", flat=True))
    Enrolment.objects.filter(cohort=cohort).delete()
    elsewhere = set(Enrolment.objects.filter(learner_id__in=learner_ids).values_list("learner_id", flat=True))
    return erase_learners(learner_ids=learner_ids - elsewhere)


def erase_learners_without_place(*, now: datetime) -> int:
    """Delete students who have had no place in any class since they were made, long ago; return how many."""
    unplaced = User.objects.learners().filter(enrolments=None, date_joined__lt=now - RETENTION_AFTER_END)
    return erase_learners(learner_ids=set(unplaced.values_list("pk", flat=True)))


@transaction.atomic
def erase_learner_places(*, learner: User) -> int:
    """Delete one person's places in classes, the requests for them, and lists that may name them; return how many.

    A list that waits for its import is deleted whole: it lives an hour, and whoever uploaded it can do so again. The
    caller has removed answers and progress before, and logs the act. Repeating it changes nothing.
    """
    places = list(Enrolment.objects.filter(learner=learner).values_list("cohort_id", "seat_number"))
    asked = Q(pk__in=())
    for cohort_id, seat_number in places:
        asked |= Q(cohort_id=cohort_id, seat_number=seat_number)
    JoinRequest.objects.filter(asked | Q(enrolment__learner=learner)).delete()
    RosterUpload.objects.filter(institution__cohorts__enrolments__learner=learner).delete()
    Enrolment.objects.filter(learner=learner).delete()
    return len(places)
