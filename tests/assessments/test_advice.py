"""Advice to authors: what gives answers away, what helps nobody, what is too short; and when it keeps quiet."""

import json

import pytest
from django.utils.translation import override

from assessments.models import Quiz
from assessments.queries.advice import quiz_advice
from assessments.queries.advice.wording import is_hard_to_read
from cms.checks import publishing_advice
from tests.factories.questions import ItemFactory, QuizFactory, choice, entry, order, true_false

pytestmark = pytest.mark.django_db


def advice(items, **fields):
    return list(quiz_advice(QuizFactory(items=items, **fields)))


def single(name, right=0, *, texts=("one", "two", "six"), shuffle=True, feedback="Because."):
    choices = [
        entry(f"{name}-{place}", text=text, correct=place == right, feedback=feedback,
              misconception="" if place == right else "A belief.")
        for place, text in enumerate(texts)
    ]  # fmt: skip
    stream = json.loads(choice(name))
    stream[0]["value"] |= {"choices": choices, "shuffle": shuffle}
    return ItemFactory(name=name, interaction=json.dumps(stream))


def test_a_good_quiz_gets_no_advice():
    items = [single(f"q{number}", number % 3, shuffle=False) for number in range(6)]
    assert advice(items) == []


def test_advice_is_registered_with_the_publishing_checks():
    assert publishing_advice(Quiz(title="x")) == []
    assert len(publishing_advice(QuizFactory(items=[single("q1")]))) == 1


def test_the_key_always_in_one_place_is_told_unless_the_order_is_mixed():
    found = advice([single(f"q{number}", 1, shuffle=False) for number in range(7)])
    assert len(found) == 1
    assert found[0].startswith("In 7 of 7 questions the right choice is B.")
    assert found[0].endswith("“q0”, “q1”, “q2”, “q3”, “q4” and 2 more.")
    assert advice([single(f"m{number}", 1) for number in range(7)]) == []


def test_a_key_told_by_its_length_is_named():
    long = ("the only one that says it all", "two", "six")
    items = [single(f"q{number}", texts=long) for number in range(5)]
    (found,) = advice(items)
    assert found.startswith("The right choice is clearly the longest")
    assert advice([single(f"m{number}", number % 3, texts=long) for number in range(6)]) == []


def test_statements_that_are_all_false_are_told():
    items = [ItemFactory(name=f"s{number}", interaction=true_false(f"s{number}")) for number in range(5)]
    assert advice(items) == ["All 5 statements have the answer “False”. Turn one or two around."]
    items[0] = ItemFactory(name="turned", interaction=true_false("turned", answer="true"))
    assert advice(items) == []


def test_a_wrong_answer_without_a_word_about_it_is_told():
    items = [single(f"q{number}") for number in range(4)]
    found = advice([*items, single("silent", feedback="")])
    assert found == ["Some wrong answers get no explanation. Add feedback for them: “silent”."]


def test_feedback_for_everybody_is_enough_where_single_entries_are_not_commented():
    assert advice([ItemFactory(name=f"o{n}", interaction=order(f"o{n}")) for n in range(5)]) == []


def test_few_questions_and_a_pass_mark_without_room_are_told():
    (found,) = advice([single("a"), single("b"), single("c")], pass_percent=60)
    assert found.startswith("Only 3 questions give points, and 2 of them make a pass;")
    (found,) = advice([single(f"q{n}") for n in range(6)], pass_percent=90)
    assert found.startswith("To pass, a student has to answer every question right (90 per cent of 6).")


def test_a_quiz_of_self_checks_cannot_be_passed():
    steps = [entry(f"s-{n}", text=str(n)) for n in range(3)]
    scale = [{"type": "likert", "id": "a", "value": {"prompt": "How sure?", "choices": steps, "feedback": ""}}]
    item = ItemFactory(interaction=json.dumps(scale))
    assert advice([item]) == ["No question gives points, so nobody can pass this quiz."]


def test_long_prompts_and_long_sentences_are_hard_to_read():
    assert not is_hard_to_read("Who pays whom? Say it in a word.")
    assert is_hard_to_read(" ".join(["word"] * 26))
    assert is_hard_to_read(" ".join(["Ten words stand in this one sentence and no more."] * 7))
    assert not is_hard_to_read("")


def test_a_question_that_was_deleted_from_the_bank_is_told():
    items = [single(f"q{number}") for number in range(6)]
    quiz = QuizFactory(items=items)
    items[0].delete()
    found = list(quiz_advice(Quiz.objects.get(pk=quiz.pk)))
    assert found == ["1 place in the quiz is empty, because its question was deleted from the bank."]


def test_advice_is_given_in_the_authors_language():
    with override("uk"):
        assert len(advice([single("a")])) == 1


@pytest.mark.parametrize("count", [1, 3])
def test_advice_costs_the_same_for_any_number_of_questions(count, django_assert_num_queries):
    quiz = Quiz.objects.get(pk=QuizFactory(items=[single(f"q{number}") for number in range(count)]).pk)
    with django_assert_num_queries(3):
        list(quiz_advice(quiz))
