"""Rules of a class's questions: given with them, changed only where that is fair, and kept to while students answer."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from assessments.models import Attempt, HeldAnswer, QuizAssignment
from assessments.queries.fairness import unfair_changes
from assessments.queries.rules import Rules, standing_rules
from assessments.services import start_attempt
from assessments.services.overdue import send_overdue
from audit.models import AuditEntry
from institutions.enums import CohortKind, Role
from tests.lessons.test_student_quiz import answer

DAY = {"opens_on": timezone.localdate().isoformat(), "closes_on": ""}
FORM = DAY | {"tries": "2", "counted_try": "best", "feedback": "after_sending", "advised_minutes": ""}


@pytest.fixture
def browser(client, teacher, sign_in):
    return sign_in(client, teacher)


@pytest.fixture
def outsider(member, sign_in, school):
    """A teacher of the same school who does not teach the class."""
    return sign_in(Client(), member(Role.TEACHER, institution=school).user)


def test_a_class_gets_questions_by_the_teachers_rules(browser, cohort, site_tree, outsider):
    url = f"/t/c/{cohort.public_id}/quiz/{site_tree.quiz.pk}/"
    assert "Empty: the questions stay open." in browser.get(url).content.decode()
    assert url in browser.get(f"/t/c/{cohort.public_id}/assign/").content.decode()
    wrong = browser.post(url, FORM | {"closes_on": "2020-01-01", "tries": "0"})
    assert wrong.status_code == 422
    assert "The last day is before the first day." in wrong.content.decode()
    chosen = {"tries": "3", "counted_try": "first", "feedback": "after_each", "is_shuffled": "on"}
    for _time in range(2):
        assert browser.post(url, FORM | chosen | {"advised_minutes": "15", "limit_minutes": "5"}).status_code == 303
    given = QuizAssignment.objects.get()
    assert standing_rules(given) == Rules(3, "first", "after_each", True, 15, None)
    assert AuditEntry.objects.filter(action="quiz.assign").count() == 1
    assert outsider.get(url).status_code == 404
    assert browser.get(f"/t/c/{cohort.public_id}/quiz/99999/").status_code == 404


def test_rules_change_freely_until_somebody_begins_then_only_for_the_better(browser, given_quiz, student):
    url = f"/t/q/{given_quiz.public_id}/rules/"
    assert browser.post(url, FORM | {"tries": "1", "feedback": "by_teacher"}).status_code == 303
    assert browser.post(url, FORM | {"tries": "1", "feedback": "by_teacher"}).status_code == 303
    given_quiz.refresh_from_db()
    assert (given_quiz.tries, given_quiz.feedback) == (1, "by_teacher")
    assert AuditEntry.objects.filter(action="quiz.rules_change").count() == 1
    start_attempt(assignment=given_quiz, learner=student)
    better = FORM | {"tries": "3", "feedback": "after_sending"}
    assert browser.post(url, better).status_code == 303
    worse = {"tries": "2", "counted_try": "last", "feedback": "by_teacher", "is_shuffled": "on"}
    tomorrow = (timezone.localdate() + timedelta(days=1)).isoformat()
    refused = browser.post(url, FORM | worse | {"closes_on": tomorrow})
    page = refused.content.decode()
    assert refused.status_code == 422
    for reason in ("the tries can only become more", "only “the best try”", "told more than before", "stays as it is",
                   "the last day can only move later"):  # fmt: skip
        assert reason in page
    given_quiz.refresh_from_db()
    assert (given_quiz.tries, given_quiz.counted_try, given_quiz.closes_at) == (3, "best", None)


@pytest.mark.parametrize(
    ("field", "before", "after", "is_fair"),
    [
        ("counted_try", "first", "best", True),
        ("counted_try", "best", "first", False),
        ("feedback", "by_teacher", "after_closing", True),
        ("feedback", "after_sending", "after_each", False),
        ("feedback", "after_each", "after_sending", False),
    ],
)
@pytest.mark.pure
def test_what_is_fair_once_somebody_has_begun(field, before, after, is_fair):
    given = QuizAssignment(**{field: before})
    wanted = Rules(**vars(standing_rules(given)) | {field: after})
    assert (unfair_changes(given, wanted, (given.opens_at, None)) == {}) is is_fair


def test_what_was_right_is_told_after_each_question_and_locks_it(client, student, given_quiz, sign_in):
    QuizAssignment.objects.update(feedback="after_each", advised_minutes=10, counted_try="last")
    reader = sign_in(client, student)
    page = reader.get(f"/my/q/start/{given_quiz.public_id}/").content.decode()
    assert "about 10 minutes" in page
    assert "Your last try counts." in page
    reader.post(f"/my/q/start/{given_quiz.public_id}/")
    attempt = Attempt.objects.get()
    here = f"/my/q/{attempt.public_id}/1/"
    assert "Your answer is kept" not in reader.get(here).content.decode()
    saved = answer(reader, attempt, 1)
    assert saved.headers["Location"] == here
    assert "Your answer is kept as it is." in reader.get(here).content.decode()
    locked = attempt.responses.get()
    again = answer(reader, attempt, 1, sequence=9000)
    assert again.headers["Location"] == here
    assert attempt.responses.get() == locked
    assert attempt.responses.get().sequence == locked.sequence
    assert "Look again" in reader.get(f"/my/q/{attempt.public_id}/check/").content.decode()


def test_a_trainees_clock_closes_the_questions_and_sends_what_was_saved(client, student, given_quiz, sign_in, cohort):
    cohort.kind = CohortKind.TRAINING_GROUP
    cohort.save()
    QuizAssignment.objects.update(limit_minutes=30)
    reader = sign_in(client, student)
    assert "You have 30 minutes" in reader.get(f"/my/q/start/{given_quiz.public_id}/").content.decode()
    reader.post(f"/my/q/start/{given_quiz.public_id}/")
    attempt = Attempt.objects.get()
    here = f"/my/q/{attempt.public_id}/2/"
    assert "minutes left: until" in reader.get(here).content.decode()
    answer(reader, attempt, 1)
    assert reader.get(f"/my/q/stored/{given_quiz.public_id}/").status_code == 404
    assert send_overdue() == 0
    Attempt.objects.update(started_at=timezone.now() - timedelta(minutes=31))
    assert reader.get(here).headers["Location"] == f"/my/q/{attempt.public_id}/check/"
    assert answer(reader, attempt, 2).headers["Location"] == f"/my/q/{attempt.public_id}/check/"
    assert HeldAnswer.objects.get().reason == "after_limit"
    assert "The time is over." in reader.get(f"/my/q/{attempt.public_id}/check/").content.decode()
    assert (send_overdue(), send_overdue()) == (1, 0)
    attempt.refresh_from_db()
    assert attempt.score == 1
