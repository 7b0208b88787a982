"""A student's lessons: the list, a lesson's first page, its steps, and what never reaches them."""

from datetime import timedelta

import pytest
from django.utils import timezone

from lessons.models import LessonAssignment, LessonProgress
from lessons.services import record_step
from tests.factories import EnrolmentFactory
from tests.factories.site import GUIDE_CANARY, UKRAINIAN


@pytest.fixture
def reader(client, student, given_lesson, sign_in):
    return sign_in(client, student)


def test_the_list_names_the_next_lesson(reader):
    page = reader.get("/my/").content.decode()
    assert "1.1. Topic" in page
    assert "Start lesson 1.1" in page


def test_the_first_page_says_what_comes_under_a_neutral_title(reader, given_lesson):
    page = reader.get(f"/my/l/{given_lesson.public_id}/").content.decode()
    assert "<title>Lesson 1.1</title>" in page
    assert "<h1>Topic</h1>" in page
    assert "Objective" in page


def test_a_step_is_shown_and_remembered(reader, student, given_lesson):
    page = reader.get(f"/my/l/{given_lesson.public_id}/1/").content.decode()
    assert "<h1>First step</h1>" in page
    assert "practice prompt" in page
    assert LessonProgress.objects.get(learner=student).last_step == 1


def test_the_last_step_leads_to_the_questions_and_finishes_the_lesson(reader, student, given_lesson):
    page = reader.get(f"/my/l/{given_lesson.public_id}/2/").content.decode()
    assert f"/my/q/start/{given_lesson.quiz_assignment.public_id}/" in page
    assert LessonProgress.objects.get(learner=student).finished_at is not None


def test_going_back_does_not_undo_progress(given_lesson, student):
    record_step(given=given_lesson, learner=student, step=2, is_last=True)
    record_step(given=given_lesson, learner=student, step=1, is_last=False)
    assert LessonProgress.objects.get(learner=student).last_step == 2


def test_the_lesson_is_read_in_the_language_of_the_page(reader, given_lesson):
    reader.cookies["django_language"] = "uk"
    page = reader.get(f"/my/l/{given_lesson.public_id}/1/").content.decode()
    assert f"<h1>{UKRAINIAN}First step</h1>" in page
    assert 'lang="uk"' in page


def test_a_missing_language_falls_back_to_the_source_and_says_so(reader, given_lesson):
    reader.cookies["django_language"] = "ro"
    page = reader.get(f"/my/l/{given_lesson.public_id}/1/").content.decode()
    assert '<div lang="en">' in page
    assert "First step" in page


def test_two_students_get_the_same_bytes(reader, given_lesson, other_student, sign_in, client_class):
    url = f"/my/l/{given_lesson.public_id}/1/"
    first = reader.get(url)
    second = sign_in(client_class(), other_student).get(url)
    assert first.content == second.content
    assert first.headers["ETag"] == second.headers["ETag"]


def test_a_known_page_is_not_sent_again(reader, given_lesson):
    url = f"/my/l/{given_lesson.public_id}/1/"
    etag = reader.get(url).headers["ETag"]
    answer = reader.get(url, headers={"If-None-Match": etag})
    assert answer.status_code == 304
    assert answer.content == b""
    assert "no-cache" in answer.headers["Cache-Control"]
    assert "private" in answer.headers["Cache-Control"]


def test_the_guide_reaches_no_student_page(reader, given_lesson):
    root = f"/my/l/{given_lesson.public_id}/"
    for url in ("/my/", root, f"{root}1/", f"{root}2/", "/en/course-1/module-1/lesson-1/"):
        assert GUIDE_CANARY not in reader.get(url).content.decode(), url


def test_a_student_of_another_class_finds_nothing(client_class, given_lesson, sign_in):
    foreigner = EnrolmentFactory(seat_number=1).learner
    browser = sign_in(client_class(), foreigner)
    assert browser.get(f"/my/l/{given_lesson.public_id}/").status_code == 404
    assert browser.get(f"/my/l/{given_lesson.public_id}/1/").status_code == 404


def test_a_stranger_is_sent_to_the_start_page(stranger, given_lesson):
    answer = stranger.get(f"/my/l/{given_lesson.public_id}/1/")
    assert answer.status_code == 302
    assert answer.url.startswith("/?next=")


def test_a_withdrawn_lesson_and_one_that_opens_later_are_not_found(reader, given_lesson):
    LessonAssignment.objects.update(withdrawn_at=timezone.now())
    assert reader.get(f"/my/l/{given_lesson.public_id}/1/").status_code == 404
    LessonAssignment.objects.update(withdrawn_at=None, opens_at=timezone.now() + timedelta(hours=1))
    assert reader.get(f"/my/l/{given_lesson.public_id}/1/").status_code == 404


def test_a_step_past_the_end_leads_to_the_questions(reader, given_lesson):
    answer = reader.get(f"/my/l/{given_lesson.public_id}/9/")
    assert answer.status_code == 302
    assert "/my/q/start/" in answer.url


@pytest.fixture
def client_class():
    from django.test import Client

    return Client
