"""Results of a class as a file: a reason, a fresh second factor, and so many rows a day."""

import time

import pytest
from allauth.mfa.models import Authenticator

from accounts.enums import SessionKey
from assessments.queries import class_results
from audit import services as audit
from audit.models import AuditEntry
from lessons.services import ResultsRefused, take_out_results

CHOICES = {"format": "csv", "people": "numbers"}
SENT = CHOICES | {"reason": "report for the end of term"}


@pytest.fixture
def taking(given_quiz, teacher, enrolment):
    results = class_results(given_quiz, "en")
    return lambda reason="report": take_out_results(
        assignment=given_quiz, results=results, actor=teacher, reason=reason, choices=CHOICES
    )


def taken():
    return AuditEntry.objects.filter(action="results.export", scope_type="quiz_assignment")


def test_the_log_says_which_table_was_taken_and_why(taking, given_quiz, teacher):
    taking(" report  for the ministry ")
    entry = taken().get()
    assert (entry.actor_id, entry.scope_id, entry.count) == (teacher.pk, given_quiz.public_id, 1)
    assert (entry.reason, entry.details) == ("report for the ministry", CHOICES)


@pytest.mark.parametrize(("reason", "code"), [("  ", "no_reason"), ("asked by the mother of Olena", "names_somebody")])
def test_a_file_needs_a_reason_without_names(taking, reason, code):
    with pytest.raises(ResultsRefused, match=code):
        taking(reason)
    assert not taken().exists()


def test_two_hundred_rows_a_day_are_the_end_and_others_count_too(taking, teacher):
    audit.record(action="person.export", actor=teacher, scope_id="p", count=150)
    audit.record(action="results.export", actor=teacher, scope_id="r", count=50)
    with pytest.raises(ResultsRefused, match="too_many"):
        taking()
    assert not taken().exists()


def test_the_same_table_twice_takes_nothing_new_out(taking, teacher):
    audit.record(action="results.export", actor=teacher, scope_id="r", count=199)
    taking()
    taking()
    assert taken().count() == 2


def test_a_factor_older_than_five_minutes_is_asked_for_again(client, sign_in, teacher, given_quiz, enrolment):
    browser = sign_in(client, teacher)
    url = f"/t/q/{given_quiz.public_id}/export/"
    assert browser.post(url, SENT).headers["Content-Disposition"].startswith("attachment")
    Authenticator.objects.create(user=teacher, type="totp", data={"secret": "x"})
    session = browser.session
    session[SessionKey.SECOND_FACTOR_AT] = int(time.time()) - 301
    session.save()
    assert browser.get(url).status_code == 200
    assert browser.post(url, SENT).headers["Location"].startswith("/staff/second-factor/reauthenticate/")
    assert taken().count() == 1


def test_the_form_says_what_is_missing(client, sign_in, teacher, given_quiz, enrolment):
    answer = sign_in(client, teacher).post(f"/t/q/{given_quiz.public_id}/export/", SENT | {"reason": "for Olena"})
    assert answer.status_code == 422
    assert "Leave names of students out" in answer.content.decode()
