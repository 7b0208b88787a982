"""Associate: reading numbers as pairs, marking and what staff see."""

import pytest
from django.utils.datastructures import MultiValueDict

from assessments.interactions.associate import logic, pack
from assessments.interactions.associate.logic import AssociateAnswer
from assessments.interactions.base import AnswerError, Cell, FeedbackEntry, FrozenError
from assessments.interactions.dont_know import DONT_KNOW
from assessments.interactions.packing import PackEntry, PackQuestion

pytestmark = pytest.mark.pure

ITEM = {
    "id": "8e0f6f0c-1f5f-4c39-9d6f-0a2f4d3c1b55",
    "kind": "associate",
    "competency": "",
    "max_score": 2,
    "choices": ["a", "b", "c", "d", "e"],
    "key": [["a", "c"], ["b", "d"]],
}
TEXTS = {
    "prompt": "Join.",
    "feedback": "So it is.",
    "choices": {letter: {"text": f"line {letter}"} for letter in "abcde"},
}


@pytest.fixture
def item():
    return logic.frozen_from_json(ITEM)


@pytest.fixture
def texts(item):
    return logic.texts_from_json(item, TEXTS)


def numbers(**by_choice):
    return MultiValueDict({f"pair-{choice}": [number] for choice, number in by_choice.items()})


def test_item_and_texts_come_back_from_json_as_they_went_in(item, texts):
    assert item.to_json() == ITEM
    assert texts.to_json() == TEXTS


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"choices": ["a", "c"], "key": [["a", "c"]]}, "choices"),
        ({"key": []}, "key"),
        ({"key": [["a", "x"]]}, "key"),
        ({"key": [["a", "a"]]}, "key"),
        ({"key": [["a"]]}, "key"),
        ({"key": [["a", "b", "c"]]}, "key"),
        ({"key": [["a", "b"], ["b", "c"]]}, "key"),
        ({"key": [["c", "a"]]}, "key"),
        ({"key": [["b", "d"], ["a", "c"]]}, "key"),
        ({"key": "ac"}, "key"),
    ],
)
def test_a_key_that_makes_no_pairs_is_refused(change, field):
    with pytest.raises(FrozenError) as refusal:
        logic.frozen_from_json(ITEM | change)
    assert refusal.value.field == field


def test_two_rows_with_one_number_are_a_pair_whatever_the_number(item, texts):
    assert logic.read_answer(item, texts, numbers(c="2", a="2", b="1", d="1", e="")) == logic.right_answer(item, texts)


@pytest.mark.parametrize(
    ("form", "code", "rows"),
    [
        (numbers(), "empty", "abcde"),
        (numbers(a="1"), "unpaired", "a"),
        (numbers(a="1", b="1", c="1", d="2", e="2"), "unpaired", "abc"),
        (numbers(a="3", b="3"), "unknown_position", "a"),
        (MultiValueDict({"pair-b": ["1", "2"]}), "too_many", "b"),
    ],
)
def test_numbers_that_make_no_pairs_are_refused_and_named(item, texts, form, code, rows):
    with pytest.raises(AnswerError) as refusal:
        logic.read_answer(item, texts, form)
    assert refusal.value.code == code
    assert refusal.value.fields == tuple(f"pair-{row}" for row in rows)


@pytest.mark.parametrize(
    ("pairs", "code"),
    [
        ([], "empty"),
        ([["a"]], "unpaired"),
        ([["a", "b"], ["a", "c"]], "unpaired"),
        ([["a", "x"]], "unknown_choice"),
        ("ac", "malformed"),
        ([{"a": "c"}], "malformed"),
        ([["a", 1]], "malformed"),
    ],
)
def test_a_stored_answer_without_pairs_is_refused(item, pairs, code):
    with pytest.raises(AnswerError) as refusal:
        logic.answer_from_json(item, {"pairs": pairs})
    assert refusal.value.code == code


def test_pairs_are_the_same_however_they_are_turned(item):
    turned = logic.answer_from_json(item, {"pairs": [["d", "b"], ["c", "a"]]})
    assert turned == AssociateAnswer((("a", "c"), ("b", "d")))


@pytest.mark.parametrize(
    ("pairs", "whole", "partial", "cell"),
    [
        ([["a", "c"], ["b", "d"]], 2, 2, Cell("right", "AC, BD")),
        ([["a", "c"]], 0, 1, Cell("partial", "AC")),
        ([["a", "c"], ["b", "e"]], 0, 0, Cell("wrong", "AC, BE")),
        ([["a", "b"]], 0, 0, Cell("wrong", "AB")),
    ],
)
def test_a_wrong_pair_takes_off_what_a_right_one_gives(item, pairs, whole, partial, cell):
    in_parts = logic.frozen_from_json(ITEM | {"partial": True})
    answer = logic.answer_from_json(item, {"pairs": pairs})
    assert logic.grade(item, answer) == whole
    assert logic.grade(in_parts, answer) == partial
    assert logic.cell(item, answer) == cell


def test_every_pair_is_told_right_from_wrong(item, texts):
    answer = logic.answer_from_json(item, {"pairs": [["a", "c"], ["b", "e"]]})
    assert logic.feedback(item, texts, answer) == [
        FeedbackEntry("a+c", "line a – line c", "", True),
        FeedbackEntry("b+e", "line b – line e", "", False),
        FeedbackEntry("", "", "So it is."),
    ]
    assert logic.chosen_labels(item, texts, DONT_KNOW) == ["I don't know"]


@pytest.mark.parametrize("option", ["a", "a+a", "c+a", "a+x", "a+b+c", ""])
def test_only_two_lines_in_their_order_are_an_option(item, option):
    assert not logic.is_option(item, option)


def test_a_file_is_told_what_is_missing():
    def problems(**partners):
        entries = tuple(PackEntry(name, {"text": name}, {"partner": pair}) for name, pair in partners.items())
        return [message for _field, message in pack.problems(PackQuestion({"prompt": "Join."}, {"choices": entries}))]

    assert problems(a="1", b="1", c="") == []
    assert problems(a="", b="", c="") == ["No two lines make a pair."]
    assert problems(a="1", b="1", c="1") == ["Exactly two lines carry the name 1."]
    assert len(problems(a="1", b="1")) == 1
