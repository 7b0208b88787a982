"""The teacher's screens for a second try, more time, and what came late."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from assessments.models import AssignmentException, Attempt, HeldAnswer, QuizAssignment
from assessments.queries import frozen_structure
from assessments.services import start_attempt
from institutions.enums import Role


@pytest.fixture
def browser(client, teacher, sign_in):
    return sign_in(client, teacher)


@pytest.fixture
def outsider(member, sign_in, school):
    """A teacher of the same school who does not teach the class."""
    return sign_in(Client(), member(Role.TEACHER, institution=school).user)


@pytest.fixture
def held(given_quiz, student):
    attempt = start_attempt(assignment=given_quiz, learner=student)
    item = frozen_structure(given_quiz.version).items[0]
    return HeldAnswer.objects.create(
        attempt=attempt, item_id=item.id, sequence=1, answer={"chosen": [item.choices[0]]}, language="en",
        reason="after_window",
    )  # fmt: skip


def page_of(enrolment, assignment) -> str:
    return f"/t/s/{enrolment.public_id}/{assignment.public_id}/"


def test_the_student_page_leads_to_a_second_try(browser, given_quiz, enrolment):
    assert page_of(enrolment, given_quiz) in browser.get(f"/t/s/{enrolment.public_id}/").content.decode()
    assert "Give a second try" in browser.get(page_of(enrolment, given_quiz)).content.decode()
    assert browser.post(page_of(enrolment, given_quiz), {"extra_tries": "1"}).status_code == 303
    assert AssignmentException.objects.get().extra_tries == 1
    assert "own rule" in browser.get(f"/t/s/{enrolment.public_id}/").content.decode()


def test_a_later_day_lasts_until_its_midnight(browser, given_quiz, enrolment):
    now = timezone.now()
    QuizAssignment.objects.update(opens_at=now - timedelta(3), closes_at=now - timedelta(1))
    day = timezone.localdate() + timedelta(days=2)
    browser.post(page_of(enrolment, given_quiz), {"extra_tries": "0", "closes_on": day.isoformat()})
    closes = timezone.localtime(AssignmentException.objects.get().closes_at)
    assert (closes.date(), closes.hour) == (day + timedelta(days=1), 0)
    assert day.isoformat() in browser.get(page_of(enrolment, given_quiz)).content.decode()
    answer = browser.post(page_of(enrolment, given_quiz), {"extra_tries": "0", "closes_on": "2020-01-01"})
    assert answer.status_code == 422
    assert "This day is over" in answer.content.decode()


def test_giving_nothing_is_told_in_words(browser, given_quiz, enrolment):
    answer = browser.post(page_of(enrolment, given_quiz), {"extra_tries": "0"})
    assert answer.status_code == 422
    assert "Give at least one try more" in answer.content.decode()


def test_it_is_taken_back(browser, given_quiz, enrolment):
    browser.post(page_of(enrolment, given_quiz), {"extra_tries": "1"})
    assert browser.post(f"{page_of(enrolment, given_quiz)}end/").status_code == 303
    assert not AssignmentException.objects.exists()


def test_strangers_and_outsiders_change_nothing(outsider, given_quiz, enrolment, stranger, held):
    for visitor in (outsider, stranger):
        for address in (
            page_of(enrolment, given_quiz),
            f"{page_of(enrolment, given_quiz)}end/",
            f"/t/q/{given_quiz.public_id}/late/",
        ):
            assert visitor.post(address, {"extra_tries": "1", "decision": "count"}).status_code in (302, 404)
    assert not AssignmentException.objects.exists()
    assert not HeldAnswer.objects.filter(is_counted=True).exists()


def test_the_results_page_says_what_came_late(browser, given_quiz, held):
    page = browser.get(f"/t/q/{given_quiz.public_id}/").content.decode()
    assert "1 answer came late." in page
    assert "Of 1 student." in page
    late = browser.get(f"/t/q/{given_quiz.public_id}/late/").content.decode()
    assert "Olena K." in late
    assert "after the last day" in late


@pytest.mark.parametrize("decision", ["count", "leave"])
def test_the_teacher_decides(browser, given_quiz, held, enrolment, decision):
    is_counted = decision == "count"
    address = f"/t/q/{given_quiz.public_id}/late/"
    assert browser.post(address, {"student": "unknown", "decision": decision}).status_code == 303
    held.refresh_from_db()
    assert held.decided_at is None
    assert browser.post(address, {"student": enrolment.public_id, "decision": decision}).status_code == 303
    held.refresh_from_db()
    assert (held.is_counted, held.decided_at is not None) == (is_counted, True)
    assert Attempt.objects.get().responses.exists() is is_counted
    assert "came late" not in browser.get(f"/t/q/{given_quiz.public_id}/").content.decode()
