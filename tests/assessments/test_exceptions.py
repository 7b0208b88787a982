"""A second try or a later last day for one student: given, refused, taken back, and counted once."""

from datetime import timedelta

import pytest
from django.utils import timezone

from assessments.models import AssignmentException, QuizAssignment
from assessments.queries import is_open_for, learner_state
from assessments.services import (
    NoException,
    NoTryLeft,
    end_exception,
    give_exception,
    send_attempt,
    start_attempt,
    withdraw_quiz,
)
from audit.models import AuditEntry
from institutions.models import Enrolment
from tests.assessments.builders import make_assignment, make_cohort, make_learner


@pytest.fixture
def assignment(db):
    return make_assignment(make_cohort(), tries=1)


@pytest.fixture
def learner(assignment):
    return make_learner(assignment.cohort)


@pytest.fixture
def enrolment(learner):
    return Enrolment.objects.get(learner=learner)


@pytest.fixture
def tried(assignment, learner):
    return send_attempt(attempt=start_attempt(assignment=assignment, learner=learner))


def test_a_second_try_is_given_to_one_student_only(assignment, learner, enrolment, tried, teacher):
    mate = make_learner(assignment.cohort, "Mate")
    send_attempt(attempt=start_attempt(assignment=assignment, learner=mate))
    give_exception(assignment=assignment, enrolment=enrolment, actor=teacher, extra_tries=1)
    assert learner_state(assignment, learner).tries_left == 1
    with pytest.raises(NoTryLeft):
        start_attempt(assignment=assignment, learner=mate)
    assert start_attempt(assignment=assignment, learner=learner).number == 2
    entry = AuditEntry.objects.get(action="quiz.exception_give")
    assert (entry.scope_id, entry.details["tries"]) == (enrolment.public_id, 1)


def test_giving_it_twice_gives_it_once(assignment, enrolment, teacher):
    for _time in range(2):
        give_exception(assignment=assignment, enrolment=enrolment, actor=teacher, extra_tries=1)
    assert AssignmentException.objects.get().extra_tries == 1
    assert AuditEntry.objects.filter(action="quiz.exception_give").count() == 1


def test_a_later_last_day_opens_the_quiz_for_one_student(assignment, learner, enrolment, teacher):
    now = timezone.now()
    QuizAssignment.objects.update(opens_at=now - timedelta(2), closes_at=now - timedelta(1))
    assignment.refresh_from_db()
    later = now + timedelta(1)
    give_exception(assignment=assignment, enrolment=enrolment, actor=teacher, extra_tries=0, closes_at=later)
    assert is_open_for(assignment, learner.pk)
    assert not is_open_for(assignment, make_learner(assignment.cohort, "Mate").pk)


def test_it_is_refused_for_another_class_and_for_a_quiz_that_was_taken_back(assignment, enrolment, teacher):
    stranger = Enrolment.objects.get(learner=make_learner(make_cohort("9-A")))
    with pytest.raises(NoException):
        give_exception(assignment=assignment, enrolment=stranger, actor=teacher, extra_tries=1)
    withdraw_quiz(assignment=assignment, actor=teacher)
    with pytest.raises(NoException):
        give_exception(assignment=assignment, enrolment=enrolment, actor=teacher, extra_tries=1)
    assert not AssignmentException.objects.exists()


def test_taking_it_back_twice_is_taking_it_back_once(assignment, learner, enrolment, tried, teacher):
    give_exception(assignment=assignment, enrolment=enrolment, actor=teacher, extra_tries=1)
    second = start_attempt(assignment=assignment, learner=learner)
    for _time in range(2):
        end_exception(assignment=assignment, enrolment=enrolment, actor=teacher)
    assert AuditEntry.objects.filter(action="quiz.exception_end").count() == 1
    assert send_attempt(attempt=second).sent_at is not None
    with pytest.raises(NoTryLeft):
        start_attempt(assignment=assignment, learner=learner)
