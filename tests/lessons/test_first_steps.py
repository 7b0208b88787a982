"""The guide for new teachers ticks what has happened, goes when it is put away, and leads to a page to print."""

import pytest

from accounts.services import issue_cards
from institutions.enums import Role
from lessons.models import FirstStepsClosed
from lessons.queries.first_steps import first_steps
from lessons.services import assign_lesson
from tests.answering import answer_quiz
from tests.factories import CohortStaffFactory

pytestmark = pytest.mark.django_db


def ticks(user):
    return [step.is_done for step in first_steps(user)]


def test_each_step_is_ticked_by_what_happens(member, cohort, school, enrolment, site_tree):
    membership = member(Role.TEACHER, institution=school)
    teacher = membership.user
    assert ticks(teacher) == [False] * 5
    place = enrolment.left_on
    enrolment.left_on = cohort.starts_on
    enrolment.save()
    CohortStaffFactory(cohort=cohort, member=membership)
    assert ticks(teacher) == [True, False, False, False, False]
    enrolment.left_on = place
    enrolment.save()
    assert ticks(teacher) == [True, True, False, False, False]
    issue_cards(learners=[enrolment.learner], actor=teacher, pin_required=False, scope=("cohort", cohort.public_id))
    assert ticks(teacher) == [True, True, True, False, False]
    given = assign_lesson(lesson=site_tree.lesson, cohort=cohort, actor=teacher)
    assert ticks(teacher) == [True, True, True, True, False]
    answer_quiz(given.quiz_assignment, enrolment.learner)
    assert ticks(teacher) == [True] * 5


def test_it_is_put_away_once_for_that_teacher_alone(client, sign_in, teacher, co_teacher, head):
    browser = sign_in(client, teacher)
    assert "Your first steps" in browser.get("/t/").text
    for _time in range(2):
        assert browser.post("/t/first-steps/close/").status_code == 303
    assert FirstStepsClosed.objects.count() == 1
    assert "Your first steps" not in browser.get("/t/").text
    assert len(first_steps(co_teacher)) == 5
    assert first_steps(head) == []


def test_the_page_for_classes_without_internet_is_staffs_and_names_real_buttons(client, sign_in, teacher):
    page = sign_in(client, teacher).get("/t/without-internet/").text
    for words in ("On paper", "Enter answers", "exit ticket", "See what to reteach"):
        assert words in page
