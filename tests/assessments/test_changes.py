"""What the publishing page tells an author: the difference to the latest version, and who keeps which."""

import json

import pytest
from django.test import Client

from assessments.models import Quiz
from assessments.queries.changes import pending_changes
from assessments.services import assign_quiz, publish_quiz
from institutions.enums import Role
from tests.factories.questions import ItemFactory, QuizFactory, choice
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def items():
    return [ItemFactory(name=name) for name in ("first", "second", "third")]


@pytest.fixture
def quiz(items):
    quiz = QuizFactory(items=items, pass_percent=60)
    publish_quiz(quiz=quiz, actor=None)
    return quiz


def fresh(quiz):
    return Quiz.objects.get(pk=quiz.pk)


def ask(quiz, items):
    stream = [{"type": "question", "id": f"{item.pk}", "value": item.pk} for item in items]
    quiz.questions = json.dumps(stream)
    quiz.save()


def rewrite(item, stored):
    item.interaction = stored
    item.save()


def test_before_the_first_publication_every_question_is_new(items):
    changes = pending_changes(QuizFactory(items=items))
    assert changes.latest is None
    assert changes.makes_version
    assert changes.added == ["first", "second", "third"]


def test_an_unchanged_quiz_has_nothing_to_publish(quiz):
    changes = pending_changes(fresh(quiz))
    assert changes.is_empty
    assert not changes.makes_version


def test_new_removed_and_moved_questions_and_the_pass_mark_are_told(quiz, items):
    quiz.pass_percent = 80
    ask(quiz, [items[2], items[0], ItemFactory(name="new")])
    changes = pending_changes(fresh(quiz))
    assert (changes.added, changes.removed, changes.is_reordered) == (["new"], ["second"], True)
    assert changes.pass_percent == (60, 80)


def test_another_key_another_setting_and_other_words_are_told_apart(quiz, items):
    stored = json.loads(choice("first"))
    for place, right in enumerate((False, True)):
        stored[0]["value"]["choices"][place]["value"]["correct"] = right
    rewrite(items[0], json.dumps(stored))
    rewrite(items[1], choice("second").replace('"shuffle": true', '"shuffle": false'))
    rewrite(items[2], choice("third").replace("third prompt", "A better prompt"))
    changes = pending_changes(fresh(quiz))
    assert changes.key_changed == ["first"]
    assert changes.choices_changed == ["second"]
    assert changes.words_changed == ["third"]


def test_words_alone_make_no_version(quiz, items):
    rewrite(items[2], choice("third").replace("third prompt", "A better prompt"))
    changes = pending_changes(fresh(quiz))
    assert not changes.makes_version
    assert not changes.is_empty


@pytest.mark.parametrize("count", [1, 3])
def test_the_comparison_costs_the_same_for_any_number_of_questions(count, django_assert_num_queries):
    items = [ItemFactory(name=f"q{number}") for number in range(count)]
    quiz = QuizFactory(items=items)
    publish_quiz(quiz=quiz, actor=None)
    pending_changes(fresh(quiz))  # frozen content is read once a process
    quiz = fresh(quiz)
    with django_assert_num_queries(5):
        pending_changes(quiz)


def test_the_page_counts_running_classes_and_names_none(quiz, items, member, cohort, teacher):
    assign_quiz(version=quiz.versions.get(), cohort=cohort, actor=teacher)
    rewrite(items[0], choice("first", right="b"))
    client = sign_in(Client(), member(Role.AUTHOR).user)
    page = client.get(f"/admin/quizzes/{quiz.pk}/publish/").content.decode()
    assert "Another answer is right: “first”" in page
    assert "1 class has this quiz open now and keeps the version it began with." in page
    assert cohort.name not in page
    assert cohort.institution.name not in page


def test_the_page_tells_what_is_against_it_before_anybody_presses_the_button(quiz, items, member):
    rewrite(items[0], choice("first", right=""))
    client = sign_in(Client(), member(Role.AUTHOR).user)
    address = f"/admin/quizzes/{quiz.pk}/publish/"
    sentence = "“first” – Choices: No choice is marked as correct."
    assert sentence in client.get(address).content.decode()
    refused = client.post(address)
    assert refused.status_code == 422
    assert sentence in refused.content.decode()
