"""The condition that every page of a student asks gives the same rows as the vocabulary that it spells out."""

from datetime import timedelta

import pytest
from django.utils import timezone

from institutions.models import Cohort, CohortStaff, Enrolment, is_learning
from tests.factories import CohortFactory, CohortStaffFactory, EnrolmentFactory, LearnerFactory

pytestmark = pytest.mark.django_db


def test_a_learner_learns_in_running_classes_with_a_place_that_was_not_left():
    learner, another, today = LearnerFactory(), LearnerFactory(), timezone.localdate()
    last_days = [today + timedelta(days=days) for days in (-1, 0, 1)]
    for last_day in last_days:
        for left_on in (None, today):
            for somebody in (learner, another):
                cohort = CohortStaffFactory(cohort=CohortFactory(ends_on=last_day)).cohort
                EnrolmentFactory(cohort=cohort, learner=somebody, left_on=left_on)
                # Whether others left or stay does not matter.
                EnrolmentFactory(cohort=cohort, left_on=None)
                EnrolmentFactory(cohort=cohort, left_on=today)
    flat = list(CohortStaff.objects.filter(is_learning(learner.pk)).order_by("pk"))
    spelled_out = CohortStaff.objects.filter(
        cohort__in=Cohort.objects.running(), cohort__enrolments__in=Enrolment.objects.active().filter(learner=learner)
    )
    assert flat == list(spelled_out.order_by("pk"))
    assert [row.cohort.ends_on for row in flat] == last_days[1:]
