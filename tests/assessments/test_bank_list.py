"""The question bank's list: found by words, narrowed by filters, at a fixed price."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from assessments.models import Item
from assessments.queries.bank import bank
from institutions.enums import Role
from tests.factories.questions import CompetencyFactory, ItemFactory, QuizFactory, choice, order, true_false
from tests.signing_in import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("search_index")]

LIST = "/admin/snippets/assessments/item/"


@pytest.fixture
def author(member):
    return sign_in(Client(), member(Role.AUTHOR).user)


@pytest.fixture
def names(author):
    """Return the names that the list shows for some filters."""

    def show(**asked):
        page = author.get(LIST, asked)
        assert page.status_code == 200
        return {item.name for item in page.context["object_list"]}

    return show


@pytest.fixture
def rows():
    pay = ItemFactory(name="Pay", interaction=choice("wages"), difficulty="apply", content_level=1)
    hours = ItemFactory(name="Hours", interaction=true_false("night"), competency=CompetencyFactory(code="R1"))
    steps = ItemFactory(name="Steps", interaction=order("контракт"), answer_level=1)
    return pay, hours, steps


def test_without_a_filter_every_question_is_shown(rows, names):
    assert names() == {"Pay", "Hours", "Steps"}


def test_each_filter_narrows_the_list(rows, names):
    assert names(kind="order") == {"Steps"}
    assert names(difficulty="apply") == {"Pay"}
    assert names(content_level=1) == {"Pay"}
    assert names(answer_level=1) == {"Steps"}
    assert names(competency=rows[1].competency.pk) == {"Hours"}
    assert names(locale="en") == {"Pay", "Hours", "Steps"}


def test_questions_are_found_by_name_and_by_their_words_in_any_alphabet(rows, names):
    assert names(q="pay") == {"Pay"}
    assert names(q="night") == {"Hours"}
    assert names(q="КОНТР") == {"Steps"}
    assert names(q="contract") == set()


def test_search_and_filter_work_together(rows, names):
    assert names(q="wages", kind="choice") == {"Pay"}
    assert names(q="wages", kind="order") == set()


def test_used_in_a_quiz_and_never_used_are_told_apart(rows, names):
    quiz = QuizFactory(items=[rows[0]])
    QuizFactory(items=[rows[0]])
    assert names(quiz=quiz.pk) == {"Pay"}
    assert names(unused="never") == {"Hours", "Steps"}
    assert dict(bank().values_list("name", "quiz_count")) == {"Pay": 2, "Hours": 0, "Steps": 0}


def test_a_question_that_left_its_quiz_is_unused_again(rows, names):
    quiz = QuizFactory(items=[rows[0]])
    quiz.questions = []
    quiz.save()
    assert names(unused="never") == {"Pay", "Hours", "Steps"}


def test_a_filter_that_makes_no_sense_is_no_error(rows, author):
    assert author.get(LIST, {"kind": "x", "quiz": "y", "competency": "-1", "q": "a:*(\x00'\""}).status_code == 200


def test_the_list_costs_the_same_for_any_number_of_questions(author):
    def price(**asked):
        with CaptureQueriesContext(
            connection,
        ) as queries:
            assert author.get(LIST, asked).status_code == 200
        return len(queries)

    competency = CompetencyFactory()
    QuizFactory(items=[ItemFactory(competency=competency)])
    author.get(LIST)
    one = [price(), price(q="q"), price(kind="choice", unused="never")]
    QuizFactory(items=[ItemFactory(competency=CompetencyFactory()) for _number in range(20)])
    assert [price(), price(q="q"), price(kind="choice", unused="never")] == one
    assert Item.objects.count() == 21


def test_others_do_not_see_the_bank(rows, teacher):
    assert sign_in(Client(), teacher).get(LIST).status_code in {302, 403, 404}
