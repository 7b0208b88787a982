"""A student's way through a quiz by plain form posts: start, answer, check, send, feedback."""

import re

import pytest
from django.test import Client

from assessments.enums import FeedbackPolicy
from assessments.models import Attempt, QuizAssignment, Response
from assessments.queries import frozen_structure


@pytest.fixture
def reader(client, student, given_quiz, sign_in):
    return sign_in(client, student)


@pytest.fixture
def attempt(reader, given_quiz):
    reader.post(f"/my/q/start/{given_quiz.public_id}/")
    return Attempt.objects.get()


def right_form(attempt, number):
    """Return the form that answers a question rightly."""
    item = frozen_structure(attempt.assignment.version).by_id[attempt.layout["items"][number - 1]]
    if item.kind == "choice":
        return {"choice": sorted(item.key)}
    if item.kind == "true_false":
        return {"value": "true" if item.key else "false"}
    return {f"position-{choice}": str(place) for place, choice in enumerate(item.key, 1)}


def answer(reader, attempt, number, *, sequence=1, **form):
    form = form or right_form(attempt, number)
    return reader.post(f"/my/q/{attempt.public_id}/{number}/", {"sequence": sequence, **form})


def test_the_first_page_says_how_many_questions_and_tries(reader, given_quiz):
    page = reader.get(f"/my/q/start/{given_quiz.public_id}/").content.decode()
    assert "4 questions" in page
    assert "2 tries left" in page


def test_starting_leads_to_the_first_question_and_starting_again_goes_on(reader, given_quiz, attempt):
    answer(reader, attempt, 1)
    again = reader.post(f"/my/q/start/{given_quiz.public_id}/")
    assert again.status_code == 303
    assert again.headers["Location"] == f"/my/q/{attempt.public_id}/2/"
    assert Attempt.objects.count() == 1


def test_continue_saves_and_goes_to_the_next_question(reader, attempt):
    saved = answer(reader, attempt, 1)
    assert saved.status_code == 303
    assert saved.headers["Location"] == f"/my/q/{attempt.public_id}/2/"
    assert Response.objects.get().score == 1


def test_every_kind_is_answered_by_a_plain_form(reader, attempt):
    for number in range(1, 5):
        assert answer(reader, attempt, number).status_code == 303
    reader.post(f"/my/q/{attempt.public_id}/check/")
    attempt.refresh_from_db()
    assert (attempt.score, attempt.max_score) == (4, 4)


def test_an_empty_answer_is_told_in_words_and_saves_nothing(reader, attempt):
    refused = reader.post(f"/my/q/{attempt.public_id}/1/", {"sequence": 1})
    page = refused.content.decode()
    assert refused.status_code == 422
    assert "<title>Error:" in page
    assert "There is a problem" in page
    assert not Response.objects.exists()


def test_i_do_not_know_is_an_answer(reader, attempt):
    assert answer(reader, attempt, 1, choice="dont_know").status_code == 303
    assert Response.objects.get().answer == {"dont_know": True}


def test_the_stored_answer_is_ticked_when_the_page_is_opened_again(reader, attempt):
    answer(reader, attempt, 1)
    page = reader.get(f"/my/q/{attempt.public_id}/1/").content.decode()
    assert len(re.findall(r" checked", page)) == 1
    assert 'name="sequence" value="1000"' in page


def test_a_changed_answer_replaces_the_first(reader, attempt):
    answer(reader, attempt, 1, choice="dont_know")
    answer(reader, attempt, 1, sequence=2)
    assert Response.objects.get().score == 1


def test_an_answer_from_an_old_page_is_told_and_not_kept(reader, attempt):
    answer(reader, attempt, 1)
    late = answer(reader, attempt, 1, sequence=1, choice="dont_know")
    assert late.status_code == 409
    assert "A newer answer was already saved" in late.content.decode()
    assert Response.objects.get().score == 1


def test_the_check_page_lists_answers_and_what_is_missing(reader, attempt):
    answer(reader, attempt, 1)
    page = reader.get(f"/my/q/{attempt.public_id}/check/").content.decode()
    assert "single choice a" in page
    assert "3 questions have no answer yet" in page


def test_feedback_says_why_after_sending(reader, attempt):
    answer(reader, attempt, 1, choice=frozen_structure(attempt.assignment.version).items[0].choices[1])
    reader.post(f"/my/q/{attempt.public_id}/check/")
    page = reader.get(f"/my/q/{attempt.public_id}/done/").content.decode()
    assert "single feedback b" in page
    assert "single choice a" in page
    assert "belief" not in page


def test_no_page_before_feedback_holds_key_or_feedback(reader, attempt):
    root = f"/my/q/{attempt.public_id}"
    for url in (f"{root}/1/", f"{root}/2/", f"{root}/3/", f"{root}/4/", f"{root}/check/", f"{root}/done/"):
        page = reader.get(url, follow=True).content.decode()
        assert "feedback" not in page.replace("is-feedback", ""), url
        assert "belief" not in page, url


def test_feedback_waits_for_the_teacher_where_the_policy_says_so(reader, attempt):
    QuizAssignment.objects.update(feedback=FeedbackPolicy.BY_TEACHER)
    answer(reader, attempt, 1)
    reader.post(f"/my/q/{attempt.public_id}/check/")
    page = reader.get(f"/my/q/{attempt.public_id}/done/").content.decode()
    assert "Your teacher will go through this in class." in page
    assert "single feedback" not in page


def test_a_sent_attempt_leads_to_its_feedback(reader, attempt):
    reader.post(f"/my/q/{attempt.public_id}/check/")
    assert reader.get(f"/my/q/{attempt.public_id}/1/").status_code == 302
    assert answer(reader, attempt, 1).headers["Location"].endswith("/done/")
    assert not Response.objects.exists()


def test_another_student_finds_nothing(attempt, other_student, sign_in):
    browser = sign_in(Client(), other_student)
    for url in ("1/", "check/", "done/"):
        assert browser.get(f"/my/q/{attempt.public_id}/{url}").status_code == 404
    assert answer(browser, attempt, 1).status_code == 404
    assert not Response.objects.exists()


def test_the_teacher_cannot_answer_for_a_student(attempt, teacher, sign_in):
    assert answer(sign_in(Client(), teacher), attempt, 1).status_code == 404
    assert not Response.objects.exists()


def test_a_question_to_try_is_graded_and_recorded_nowhere(reader, site_tree):
    key = site_tree.practice.translation_key
    page = reader.get(f"/my/try/{key}/").content.decode()
    choice = re.search(r'value="([0-9a-f-]{36})"', page).group(1)
    graded = reader.post(f"/my/try/{key}/", {"choice": choice, "next": "/my/"}).content.decode()
    assert "practice feedback" in graded
    assert not Response.objects.exists()


def test_a_foreign_next_is_ignored(reader, site_tree):
    page = reader.get(f"/my/try/{site_tree.practice.translation_key}/?next=https://example.org/").content.decode()
    assert "example.org" not in page
