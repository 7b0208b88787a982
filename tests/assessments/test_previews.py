"""The live preview is the student's page: no way out of the editor, the key only below, in the question's language."""

import json

import pytest
from django.test import Client

from institutions.enums import Role
from tests.factories.questions import ItemFactory, QuizFactory, choice, order

pytestmark = pytest.mark.django_db

ITEM = "/admin/snippets/assessments/item/"
QUIZ = "/admin/snippets/assessments/quiz/"


@pytest.fixture
def author(member):
    from tests.signing_in import sign_in

    return sign_in(Client(), member(Role.AUTHOR).user)


def text(answer):
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_question_is_shown_as_on_the_students_page_and_its_key_below(author):
    item = ItemFactory(name="Pay")
    page = text(author.get(f"{ITEM}preview/{item.pk}/"))
    students, _rule, authors = page.partition("<hr>")
    assert "Pay prompt" in students
    assert "Pay choice a" in students
    assert "Pay feedback" not in students
    assert "Pay feedback a" in authors
    assert "Pay belief b" in authors


def test_the_preview_leads_nowhere_and_may_stand_in_the_editors_frame(author):
    answer = author.get(f"{ITEM}preview/{ItemFactory().pk}/")
    page = text(answer)
    assert "/exit" not in page
    assert "<form" not in page
    assert "frame-ancestors 'self'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["X-Frame-Options"] == "SAMEORIGIN"


def test_a_question_that_cannot_be_asked_says_why(author):
    item = ItemFactory(name="Steps", interaction=choice("q", right=""))
    page = text(author.get(f"{ITEM}preview/{item.pk}/"))
    assert "Choices: No choice is marked as correct." in page or "wagtailadmin" in page


def test_a_quiz_is_walked_through_question_by_question(author):
    quiz = QuizFactory(items=[ItemFactory(name="one"), ItemFactory(name="two", interaction=order("two"))])
    first = text(author.get(f"{QUIZ}preview/{quiz.pk}/"))
    assert "1 of 2" in first
    assert "one prompt" in first
    second = text(author.get(f"{QUIZ}preview/{quiz.pk}/", {"number": "2"}))
    assert "two prompt" in second
    assert "two prompt" in text(author.get(f"{QUIZ}preview/{quiz.pk}/", {"number": "99"}))
    assert "one prompt" in text(author.get(f"{QUIZ}preview/{quiz.pk}/", {"number": "²"}))


def test_a_quiz_without_questions_says_what_to_do(author):
    quiz = QuizFactory(items=[])
    quiz.questions = json.dumps([])
    quiz.save()
    assert author.get(f"{QUIZ}preview/{quiz.pk}/").status_code == 200


def test_a_stranger_sees_no_preview(teacher):
    from tests.signing_in import sign_in

    item = ItemFactory(name="Pay")
    answer = sign_in(Client(), teacher).get(f"{ITEM}preview/{item.pk}/")
    assert b"Pay prompt" not in answer.content
