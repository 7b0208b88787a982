"""Order: reading with plain selects, marking and what staff see."""

from decimal import Decimal
from itertools import permutations

import pytest
from django.utils.datastructures import MultiValueDict

from assessments.interactions.base import AnswerError, Cell, FeedbackEntry, FrozenError
from assessments.interactions.dont_know import DONT_KNOW
from assessments.interactions.order import logic
from assessments.interactions.order.logic import OrderAnswer

pytestmark = pytest.mark.pure

ITEM = {
    "id": "8e0f6f0c-1f5f-4c39-9d6f-0a2f4d3c1b33",
    "kind": "order",
    "competency": "",
    "max_score": 1,
    "choices": ["a", "b", "c", "d"],
    "key": ["a", "b", "c", "d"],
}
TEXTS = {
    "prompt": "Put the steps in order.",
    "feedback": "Each step makes the next look normal.",
    "misconception": "It starts with force.",
    "choices": {
        "a": {"text": "gifts"},
        "b": {"text": "distance from friends"},
        "c": {"text": "debt"},
        "d": {"text": "demands"},
    },
}


@pytest.fixture
def item():
    return logic.frozen_from_json(ITEM)


@pytest.fixture
def texts(item):
    return logic.texts_from_json(item, TEXTS)


def places(**by_choice):
    return MultiValueDict({f"position-{choice}": [place] for choice, place in by_choice.items()})


def test_item_and_texts_come_back_from_json_as_they_went_in(item, texts):
    assert item.to_json() == ITEM
    assert texts.to_json() == TEXTS


@pytest.mark.parametrize(
    "key", [["a", "b", "c"], ["a", "b", "c", "c"], ["a", "b", "c", "x"], ["a", "b", "c", "d", "e"], []]
)
def test_a_key_that_is_no_sequence_of_the_entries_is_refused(key):
    with pytest.raises(FrozenError) as refusal:
        logic.frozen_from_json(ITEM | {"key": key})
    assert refusal.value.field == "key"


def test_places_in_plain_selects_make_a_sequence(item):
    answer = logic.read_answer(item, TEXTS, places(a="2", b="1", c="4", d="3"))
    assert answer == OrderAnswer(("b", "a", "d", "c"))


def test_giving_up_half_way_counts_as_not_knowing(item):
    form = places(a="1")
    form.setlist("dont_know", ["1"])
    assert logic.read_answer(item, TEXTS, form) == DONT_KNOW


@pytest.mark.parametrize(
    ("form", "code", "rows"),
    [
        (places(), "empty", "abcd"),
        (places(a="", b="", c="", d=""), "empty", "abcd"),
        (places(a="1", b="2"), "missing_position", "cd"),
        (places(a="1", b="2", c="2", d="3"), "repeated_position", "bc"),
        (places(a="1", b="1"), "repeated_position", "ab"),
        (places(a="0", b="1", c="2", d="3"), "unknown_position", "a"),
        (places(a="1", b="2", c="3", d="5"), "unknown_position", "d"),
        (places(a="1", b="2", c="3", d="\N{ARABIC-INDIC DIGIT FOUR}"), "unknown_position", "d"),
        (places(a="1", b="2", c="3", d="-1"), "unknown_position", "d"),
        (places(a="1", b="2", c="3", d="9" * 5000), "unknown_position", "d"),
        (MultiValueDict({"position-a": ["1", "2"]}), "too_many", "a"),
    ],
)
def test_rows_that_make_no_sequence_are_refused_and_named(item, form, code, rows):
    with pytest.raises(AnswerError) as refusal:
        logic.read_answer(item, TEXTS, form)
    assert refusal.value.code == code
    assert refusal.value.fields == tuple(f"position-{row}" for row in rows)


@pytest.mark.parametrize(
    ("sequence", "code"),
    [
        ([], "empty"),
        (["a", "b", "c", "x"], "unknown_choice"),
        (["a", "b", "c", "c"], "repeated_position"),
        (["a", "b", "c"], "missing_position"),
        ("abcd", "malformed"),
        ([["a"], "b", "c", "d"], "malformed"),
    ],
)
def test_a_stored_sequence_that_is_none_is_refused(item, sequence, code):
    with pytest.raises(AnswerError) as refusal:
        logic.answer_from_json(item, {"sequence": sequence})
    assert refusal.value.code == code


@pytest.mark.parametrize(
    ("sequence", "score", "pairs", "cell"),
    [
        ("abcd", 1, 3, Cell("right", "1-2-3-4")),
        ("dabc", 0, 2, Cell("partial", "4-1-2-3")),
        ("abdc", 0, 1, Cell("partial", "1-2-4-3")),
        ("badc", 0, 0, Cell("wrong", "2-1-4-3")),
        ("dcba", 0, 0, Cell("wrong", "4-3-2-1")),
    ],
)
def test_only_the_right_sequence_scores_and_staff_see_the_pairs_kept(item, sequence, score, pairs, cell):
    answer = OrderAnswer(tuple(sequence))
    assert logic.grade(item, answer) == score
    assert logic.partial_share(item, answer) == Decimal(pairs) / 3
    assert logic.cell(item, answer) == cell


def test_not_knowing_and_no_answer_have_cells_of_their_own(item):
    assert logic.grade(item, DONT_KNOW) == 0
    assert logic.cell(item, DONT_KNOW) == Cell("dont_know", "?")
    assert logic.cell(item, None) == Cell("empty", "\N{EN DASH}")


def test_a_score_above_zero_needs_the_whole_sequence(item):
    scored = [sequence for sequence in permutations("abcd") if logic.grade(item, OrderAnswer(sequence))]
    assert scored == [tuple("abcd")]


def test_the_start_is_never_the_right_sequence_and_every_wrong_one_occurs(item):
    starts = {tuple(logic.shuffle_order(item, seed)) for seed in range(500)}
    assert starts == set(permutations("abcd")) - {tuple("abcd")}


def test_two_entries_start_the_wrong_way_round():
    pair = logic.frozen_from_json(ITEM | {"choices": ["a", "b"], "key": ["b", "a"]})
    assert {tuple(logic.shuffle_order(pair, seed)) for seed in range(20)} == {("a", "b")}


def test_feedback_is_the_item_s_own(item, texts):
    assert logic.feedback(item, texts, OrderAnswer(tuple("dcba"))) == [
        FeedbackEntry("", "", "Each step makes the next look normal.")
    ]


def test_the_misconception_belongs_to_a_wrong_sequence_as_a_whole(item, texts):
    assert logic.misconceptions(item, texts, OrderAnswer(tuple("dcba"))) == ["It starts with force."]
    assert logic.misconceptions(item, texts, OrderAnswer(tuple("abcd"))) == []
    assert logic.misconceptions(item, texts, DONT_KNOW) == []


def test_answer_and_key_can_be_said_in_words(item, texts):
    assert logic.chosen_labels(item, texts, OrderAnswer(tuple("badc"))) == [
        "distance from friends",
        "gifts",
        "demands",
        "debt",
    ]
    assert logic.chosen_labels(item, texts, DONT_KNOW) == ["I don't know"]
    assert logic.key_labels(item, texts) == ["gifts", "distance from friends", "debt", "demands"]
    assert logic.option_text(item, texts, "b>a>d>c") == "distance from friends → gifts → demands → debt"
