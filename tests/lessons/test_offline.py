"""What a device may keep: pages without a name, tickets for the student alone, a worker that needs a safe line."""

import pytest
from django.test import Client
from django.urls import reverse

from lessons.models import LessonProgress

CONTENTS = "/my/offline/contents/"


@pytest.fixture
def reader(client, student, sign_in):
    return sign_in(client, student)


def test_the_contents_name_pages_and_tickets_and_nobody(reader, student, given_lesson, given_quiz):
    answer = reader.get(CONTENTS)
    said = answer.json()
    assert answer.headers["Cache-Control"] == "no-store"
    assert [lesson["next"] for lesson in said["lessons"]] == [True]
    assert reverse("stored_quiz", args=[given_quiz.public_id]) in said["lessons"][0]["pages"]
    assert list(said["tickets"]) == [given_quiz.public_id]
    assert student.display_name not in answer.content.decode()


def test_every_page_that_is_named_can_be_kept_and_is_the_same_for_the_class(
    reader, other_student, student, sign_in, given_lesson
):
    pages = reader.get(CONTENTS).json()["lessons"][0]["pages"]
    other = sign_in(Client(), other_student)
    for page in pages:
        mine = reader.get(page, headers={"X-Keep": "1"})
        assert mine.status_code == 200
        assert "no-store" not in mine.headers["Cache-Control"]
        assert student.display_name not in mine.content.decode()
        if "/q/" not in page:
            assert mine.content == other.get(page, headers={"X-Keep": "1"}).content


def test_keeping_a_page_is_no_reading(reader, given_lesson):
    first = reader.get(CONTENTS).json()["lessons"][0]["pages"][0]
    reader.get(first, headers={"X-Keep": "1"})
    assert not LessonProgress.objects.exists()
    reader.get(first)
    assert LessonProgress.objects.exists()


def test_a_stored_quiz_holds_no_key_and_no_token(reader, given_quiz):
    page = reader.get(reverse("stored_quiz", args=[given_quiz.public_id])).content.decode()
    assert "csrfmiddlewaretoken" not in page
    assert "misconception" not in page.lower()
    assert page.count("data-item=") == 4


def test_strangers_and_staff_get_neither(client, teacher, sign_in, given_quiz):
    for url in (CONTENTS, reverse("stored_quiz", args=[given_quiz.public_id])):
        assert client.get(url).status_code == 302
        assert sign_in(Client(), teacher).get(url).status_code == 404


def test_the_page_shown_meanwhile_is_for_everybody(client, db):
    assert client.get("/my/offline/").status_code == 200


def test_the_worker_looks_after_the_whole_site(client, db):
    answer = client.get("/worker.js")
    assert answer.headers["Content-Type"].startswith("text/javascript")
    assert b"addEventListener" in answer.content


def test_there_is_no_worker_where_the_line_is_not_safe(client, db, settings):
    settings.INSECURE_LAN = settings.IS_PRODUCTION = True
    assert client.get("/worker.js").status_code == 404
