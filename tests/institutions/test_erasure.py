"""A class forgets who was in it: works, spares who is elsewhere, twice."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from institutions.models import ClassCode, Cohort, Enrolment, JoinRequest
from institutions.services import open_class_code
from institutions.services.erasure import erase_learners_without_place, erase_places
from tests.factories import CohortFactory, EnrolmentFactory, LearnerFactory

pytestmark = pytest.mark.django_db


def test_places_codes_requests_and_students_go_and_the_class_stays(cohort, teacher, student, other_student):
    open_class_code(cohort=cohort, actor=teacher)
    JoinRequest.objects.create(cohort=cohort, seat_number=1, device_hash="d")
    assert erase_places(cohort=cohort) == 2
    assert not User.objects.learners().exists()
    assert not Enrolment.objects.exists()
    assert not ClassCode.objects.exists()
    assert not JoinRequest.objects.exists()
    assert Cohort.objects.get() == cohort
    assert cohort.staff.get().member.user == teacher


def test_a_student_who_has_another_class_stays(cohort, student, other_student):
    EnrolmentFactory(cohort=CohortFactory(institution=cohort.institution), learner=student)
    assert erase_places(cohort=cohort) == 1
    assert list(User.objects.learners()) == [student]


def test_professionals_of_a_training_group_keep_their_accounts(training_group, candidate):
    assert erase_places(cohort=training_group) == 0
    assert User.objects.filter(pk=candidate.pk).exists()


def test_twice_is_once(cohort, student):
    assert [erase_places(cohort=cohort), erase_places(cohort=cohort)] == [1, 0]


def test_students_who_never_got_a_place_go_after_60_days(student):
    now = timezone.now()
    LearnerFactory(date_joined=now - timedelta(days=61))
    fresh = LearnerFactory(date_joined=now - timedelta(days=59))
    User.objects.filter(pk=student.pk).update(date_joined=now - timedelta(days=400))
    assert [erase_learners_without_place(now=now), erase_learners_without_place(now=now)] == [1, 0]
    assert set(User.objects.learners()) == {student, fresh}
