"""True or false: reading, marking and what staff see."""

from decimal import Decimal

import pytest
from django.utils.datastructures import MultiValueDict

from assessments.interactions.base import AnswerError, Cell, FeedbackEntry, FrozenError
from assessments.interactions.dont_know import DONT_KNOW
from assessments.interactions.true_false import logic
from assessments.interactions.true_false.logic import TrueFalseAnswer

pytestmark = pytest.mark.pure

ITEM = {
    "id": "8e0f6f0c-1f5f-4c39-9d6f-0a2f4d3c1b22",
    "kind": "true_false",
    "competency": "8e0f6f0c-1f5f-4c39-9d6f-0a2f4d3c1bff",
    "max_score": 1,
    "key": False,
}
TEXTS = {
    "prompt": "If someone treats you badly, it shows that you deserve it.",
    "feedback": "The one who hurts is responsible.",
    "feedback_right": "Yes, nobody deserves it.",
    "feedback_wrong": "It says something about them, not about you.",
    "misconception": "Whoever is hurt has caused it.",
}


@pytest.fixture
def item():
    return logic.frozen_from_json(ITEM)


@pytest.fixture
def texts(item):
    return logic.texts_from_json(item, TEXTS)


def test_item_and_texts_come_back_from_json_as_they_went_in(item, texts):
    assert item.to_json() == ITEM
    assert texts.to_json() == TEXTS


@pytest.mark.parametrize("change", [{"key": "false"}, {"key": None}, {"key": 0}, {"choices": ["true", "false"]}])
def test_a_key_that_is_no_truth_value_is_refused(change):
    with pytest.raises(FrozenError):
        logic.frozen_from_json(ITEM | change)


def test_texts_with_choices_are_refused(item):
    with pytest.raises(FrozenError, match="choices"):
        logic.texts_from_json(item, TEXTS | {"choices": {"true": {"text": "True"}}})


@pytest.mark.parametrize(
    ("values", "answer"),
    [(["true"], TrueFalseAnswer(True)), (["false"], TrueFalseAnswer(False)), (["dont_know"], DONT_KNOW)],
)
def test_the_three_radio_buttons_are_read(item, values, answer):
    assert logic.read_answer(item, TEXTS, MultiValueDict({"value": values})) == answer


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ([], "empty"),
        ([""], "empty"),
        (["True"], "unknown_choice"),
        (["true", "maybe"], "unknown_choice"),
        (["true", "false"], "too_many"),
        (["true", "dont_know"], "dont_know_and_more"),
    ],
)
def test_a_form_without_one_clear_judgement_is_refused(item, values, code):
    with pytest.raises(AnswerError) as refusal:
        logic.read_answer(item, TEXTS, MultiValueDict({"value": values}))
    assert (refusal.value.code, refusal.value.fields) == (code, ("value",))


@pytest.mark.parametrize("data", [{"value": "true"}, {"value": 1}, {"value": None}, {"chosen": ["true"]}, True])
def test_a_stored_answer_of_another_shape_is_malformed(item, data):
    with pytest.raises(AnswerError) as refusal:
        logic.answer_from_json(item, data)
    assert refusal.value.code == "malformed"


@pytest.mark.parametrize(
    ("answer", "score", "cell"),
    [
        (TrueFalseAnswer(False), 1, Cell("right", "F")),
        (TrueFalseAnswer(True), 0, Cell("wrong", "T")),
        (DONT_KNOW, 0, Cell("dont_know", "?")),
    ],
)
def test_the_right_judgement_scores_and_the_cell_says_which_it_was(item, answer, score, cell):
    assert logic.grade(item, answer) == Decimal(score)
    assert logic.cell(item, answer) == cell


def test_an_unanswered_cell_is_empty(item):
    assert logic.cell(item, None) == Cell("empty", "\N{EN DASH}")


def test_true_stands_first_for_everybody(item):
    assert {tuple(logic.shuffle_order(item, seed)) for seed in range(20)} == {("true", "false")}


def test_feedback_fits_the_judgement_and_ends_with_the_item_s_own(item, texts):
    about_item = FeedbackEntry("", "", "The one who hurts is responsible.")
    assert logic.feedback(item, texts, TrueFalseAnswer(True)) == [
        FeedbackEntry("true", "True", "It says something about them, not about you.", False),
        about_item,
    ]
    assert logic.feedback(item, texts, TrueFalseAnswer(False)) == [
        FeedbackEntry("false", "False", "Yes, nobody deserves it.", True),
        about_item,
    ]
    assert logic.feedback(item, texts, DONT_KNOW) == [about_item]


def test_the_misconception_belongs_to_the_wrong_judgement_only(item, texts):
    assert logic.misconceptions(item, texts, TrueFalseAnswer(True)) == ["Whoever is hurt has caused it."]
    assert logic.misconceptions(item, texts, TrueFalseAnswer(False)) == []
    assert logic.misconceptions(item, texts, DONT_KNOW) == []


def test_answer_and_key_can_be_said_in_words(item, texts):
    assert logic.chosen_labels(item, texts, TrueFalseAnswer(True)) == ["True"]
    assert logic.chosen_labels(item, texts, DONT_KNOW) == ["I don't know"]
    assert logic.key_labels(item, texts) == ["False"]
