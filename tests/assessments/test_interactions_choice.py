"""Single and multiple choice: reading, marking and what staff see."""

from decimal import Decimal

import pytest
from django.utils.datastructures import MultiValueDict

from assessments.interactions.base import AnswerError, Cell, FeedbackEntry, FrozenError
from assessments.interactions.choice import logic
from assessments.interactions.choice.logic import ChoiceAnswer
from assessments.interactions.dont_know import DONT_KNOW

pytestmark = pytest.mark.pure

ITEM_ID = "8e0f6f0c-1f5f-4c39-9d6f-0a2f4d3c1b11"
SINGLE = {
    "id": ITEM_ID,
    "kind": "choice",
    "competency": "",
    "max_score": 2,
    "cardinality": "single",
    "choices": ["a", "b", "c", "d"],
    "key": ["b"],
    "shuffle": True,
}
MULTIPLE = SINGLE | {"cardinality": "multiple", "key": ["a", "c"], "max_score": 1}
TEXTS = {
    "prompt": "Which of these is a value?",
    "feedback": "Values guide choices.",
    "choices": {
        "a": {"text": "a phone", "feedback": "It can be bought.", "misconception": "Values are things."},
        "b": {"text": "honesty", "feedback": "Yes."},
        "c": {"text": "a ticket", "misconception": "Values are prices."},
        "d": {"text": "a bag"},
    },
}


@pytest.fixture
def single():
    return logic.frozen_from_json(SINGLE)


@pytest.fixture
def multiple():
    return logic.frozen_from_json(MULTIPLE)


@pytest.fixture
def texts(single):
    return logic.texts_from_json(single, TEXTS)


def post(**fields):
    return MultiValueDict({name: list(values) for name, values in fields.items()})


def test_a_frozen_item_comes_back_from_json_as_it_went_in():
    assert logic.frozen_from_json(MULTIPLE).to_json() == MULTIPLE


def test_competency_score_and_shuffling_have_defaults():
    bare = {name: SINGLE[name] for name in ("id", "kind", "cardinality", "choices", "key")}
    assert logic.frozen_from_json(bare).to_json() == SINGLE | {"max_score": 1}


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"id": "q1"}, "id"),
        ({"id": ITEM_ID.upper()}, "id"),
        ({"id": None}, "id"),
        ({"kind": "order"}, "kind"),
        ({"competency": "d1"}, "competency"),
        ({"max_score": 0}, "max_score"),
        ({"max_score": True}, "max_score"),
        ({"max_score": "1"}, "max_score"),
        ({"cardinality": "some"}, "cardinality"),
        ({"choices": ["a"]}, "choices"),
        ({"choices": ["a", "a", "b"]}, "choices"),
        ({"choices": ["b", "dont_know"]}, "choices"),
        ({"choices": ["b", "two words"]}, "choices"),
        ({"choices": "ab"}, "choices"),
        ({"choices": [f"c{n}" for n in range(27)]}, "choices"),
        ({"key": []}, "key"),
        ({"key": ["x"]}, "key"),
        ({"key": ["a", "b"]}, "key"),
        ({"shuffle": "yes"}, "shuffle"),
        ({"colour": "red"}, "item"),
    ],
)
def test_a_frozen_item_that_contradicts_itself_is_refused_by_name(change, field):
    with pytest.raises(FrozenError) as refusal:
        logic.frozen_from_json(SINGLE | change)
    assert refusal.value.field == field


def test_texts_that_miss_a_choice_are_refused(single):
    short = TEXTS | {"choices": {"a": {"text": "a phone"}}}
    with pytest.raises(FrozenError, match="choices"):
        logic.texts_from_json(single, short)


def test_a_choice_without_words_is_refused(single):
    with pytest.raises(FrozenError, match="text: empty"):
        logic.texts_from_json(single, TEXTS | {"choices": TEXTS["choices"] | {"d": {"text": " "}}})


def test_texts_come_back_from_json_as_they_went_in(texts):
    assert texts.to_json() == TEXTS


def test_one_radio_button_is_an_answer(single):
    assert logic.read_answer(single, TEXTS, post(choice=["b"])) == ChoiceAnswer(("b",))


def test_boxes_are_read_in_the_frozen_order_and_once(multiple):
    assert logic.read_answer(multiple, TEXTS, post(choice=["c", "a", "c"])) == ChoiceAnswer(("a", "c"))


@pytest.mark.parametrize(
    "fields", [{"choice": ["dont_know"]}, {"dont_know": ["1"]}, {"choice": [""], "dont_know": ["on"]}]
)
def test_not_knowing_is_an_answer_of_its_own(single, multiple, fields):
    assert logic.read_answer(single, TEXTS, post(**fields)) == DONT_KNOW
    assert logic.read_answer(multiple, TEXTS, post(**fields)) == DONT_KNOW


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({}, "empty"),
        ({"choice": [""]}, "empty"),
        ({"choice": ["z"]}, "unknown_choice"),
        ({"choice": ["a", "b"]}, "too_many"),
        ({"choice": ["a", "dont_know"]}, "dont_know_and_more"),
    ],
)
def test_a_form_without_one_clear_answer_is_refused_with_a_code_and_its_field(single, fields, code):
    with pytest.raises(AnswerError) as refusal:
        logic.read_answer(single, TEXTS, post(**fields))
    assert (refusal.value.code, refusal.value.fields) == (code, ("choice",))


@pytest.mark.parametrize(
    "data",
    [
        None,
        [],
        {},
        {"chosen": "a"},
        {"chosen": [1]},
        {"chosen": ["a"] * 27},
        {"value": True},
        {"dont_know": False},
        {"chosen": ["a"], "dont_know": True},
    ],
)
def test_a_stored_answer_of_another_shape_is_malformed(single, data):
    with pytest.raises(AnswerError) as refusal:
        logic.answer_from_json(single, data)
    assert refusal.value.code == "malformed"


def test_a_single_choice_scores_all_or_nothing(single):
    scores = [logic.grade(single, ChoiceAnswer((choice,))) for choice in single.choices]
    assert scores == [Decimal(0), Decimal(2), Decimal(0), Decimal(0)]


@pytest.mark.parametrize(
    ("chosen", "score", "share", "cell"),
    [
        (("a", "c"), "1", "1", Cell("right", "A, C")),
        (("a",), "0", "0.5", Cell("partial", "A")),
        (("a", "c", "d"), "0", "0.5", Cell("partial", "A, C, D")),
        (("a", "b"), "0", "0", Cell("wrong", "A, B")),
        (("b", "d"), "0", "0", Cell("wrong", "B, D")),
    ],
)
def test_a_multiple_choice_scores_all_or_nothing_and_shows_staff_the_rest(multiple, chosen, score, share, cell):
    answer = ChoiceAnswer(chosen)
    assert logic.grade(multiple, answer) == Decimal(score)
    assert logic.partial_share(multiple, answer) == Decimal(share)
    assert logic.cell(multiple, answer) == cell


def test_not_knowing_scores_nothing_and_has_a_cell_of_its_own(single):
    assert logic.grade(single, DONT_KNOW) == 0
    assert logic.cell(single, DONT_KNOW) == Cell("dont_know", "?")
    assert logic.cell(single, None) == Cell("empty", "\N{EN DASH}")


def test_letters_follow_the_frozen_order_whatever_the_student_saw(single):
    orders = {tuple(logic.shuffle_order(single, seed)) for seed in range(200)}
    assert len(orders) == 24
    assert logic.cell(single, ChoiceAnswer(("d",))).text == "D"


def test_an_author_can_switch_shuffling_off():
    fixed = logic.frozen_from_json(SINGLE | {"shuffle": False})
    assert {tuple(logic.shuffle_order(fixed, seed)) for seed in range(20)} == {("a", "b", "c", "d")}


def test_feedback_speaks_of_the_chosen_ones_and_then_of_the_item(single, texts):
    assert logic.feedback(single, texts, ChoiceAnswer(("a",))) == [
        FeedbackEntry("a", "a phone", "It can be bought.", False),
        FeedbackEntry("", "", "Values guide choices."),
    ]


def test_feedback_to_not_knowing_is_the_item_s_own(single, texts):
    assert logic.feedback(single, texts, DONT_KNOW) == [FeedbackEntry("", "", "Values guide choices.")]


def test_choices_without_feedback_add_no_empty_entry(single, texts):
    assert [entry.option for entry in logic.feedback(single, texts, ChoiceAnswer(("d",)))] == [""]


def test_misconceptions_belong_to_wrong_choices_only(multiple, texts):
    assert logic.misconceptions(multiple, texts, ChoiceAnswer(("a", "c"))) == []
    single = logic.frozen_from_json(SINGLE)
    assert logic.misconceptions(single, texts, ChoiceAnswer(("a",))) == ["Values are things."]
    assert logic.misconceptions(single, texts, ChoiceAnswer(("d",))) == []
    assert logic.misconceptions(single, texts, DONT_KNOW) == []


def test_answer_and_key_can_be_said_in_words(multiple, texts):
    assert logic.chosen_labels(multiple, texts, ChoiceAnswer(("b", "d"))) == ["honesty", "a bag"]
    assert logic.chosen_labels(multiple, texts, DONT_KNOW) == ["I don't know"]
    assert logic.key_labels(multiple, texts) == ["a phone", "a ticket"]
