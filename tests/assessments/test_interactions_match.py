"""Match: reading with plain lists, marking and what staff see."""

from decimal import Decimal

import pytest
from django.utils.datastructures import MultiValueDict

from assessments.interactions.base import AnswerError, Cell, FeedbackEntry, FrozenError
from assessments.interactions.dont_know import DONT_KNOW
from assessments.interactions.match import logic, pack
from assessments.interactions.packing import PackEntry, PackQuestion

pytestmark = pytest.mark.pure

ITEM = {
    "id": "8e0f6f0c-1f5f-4c39-9d6f-0a2f4d3c1b44",
    "kind": "match",
    "competency": "",
    "max_score": 2,
    "choices": ["a", "b"],
    "targets": ["x", "y", "z"],
    "key": {"a": "y", "b": "x"},
}
TEXTS = {
    "prompt": "Match.",
    "feedback": "For everybody.",
    "choices": {
        "a": {"text": "advance", "feedback": "Paid early.", "misconception": "It is a debt."},
        "b": {"text": "fine"},
        "x": {"text": "for a breach"},
        "y": {"text": "early pay"},
        "z": {"text": "a flat"},
    },
}


@pytest.fixture
def item():
    return logic.frozen_from_json(ITEM)


@pytest.fixture
def texts(item):
    return logic.texts_from_json(item, TEXTS)


def posted(**by_choice):
    return MultiValueDict({f"target-{choice}": [target] for choice, target in by_choice.items()})


def answer(item, a, b):
    return logic.answer_from_json(item, {"pairs": {"a": a, "b": b}})


def test_item_and_texts_come_back_from_json_as_they_went_in(item, texts):
    assert item.to_json() == ITEM
    assert texts.to_json() == TEXTS


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"choices": ["a"]}, "choices"),
        ({"targets": ["x"]}, "targets"),
        ({"targets": ["a", "x", "y"]}, "targets"),
        ({"key": {"a": "x"}}, "key"),
        ({"key": {"a": "x", "b": ""}}, "key"),
        ({"key": {"a": "x", "b": "a"}}, "key"),
        ({"key": {"a": "x", "b": 1}}, "key"),
        ({"key": ["x", "y"]}, "key"),
    ],
)
def test_sides_and_key_that_do_not_fit_are_refused(change, field):
    with pytest.raises(FrozenError) as refusal:
        logic.frozen_from_json(ITEM | change)
    assert refusal.value.field == field


def test_one_target_may_serve_two_rows(item, texts):
    both = logic.frozen_from_json(ITEM | {"key": {"a": "x", "b": "x"}})
    assert logic.read_answer(both, texts, posted(a="x", b="x")) == logic.right_answer(both, texts)


@pytest.mark.parametrize(
    ("form", "code", "rows"),
    [
        (posted(), "empty", "ab"),
        (posted(a="", b=""), "empty", "ab"),
        (posted(a="x"), "incomplete", "b"),
        (posted(a="x", b="a"), "unknown_choice", "b"),
        (MultiValueDict({"target-a": ["x", "y"]}), "too_many", "a"),
    ],
)
def test_rows_that_make_no_answer_are_refused_and_named(item, texts, form, code, rows):
    with pytest.raises(AnswerError) as refusal:
        logic.read_answer(item, texts, form)
    assert refusal.value.code == code
    assert refusal.value.fields == tuple(f"target-{row}" for row in rows)


def test_giving_up_half_way_counts_as_not_knowing(item, texts):
    form = posted(a="x")
    form.setlist("dont_know", ["1"])
    assert logic.read_answer(item, texts, form) == DONT_KNOW


@pytest.mark.parametrize(
    ("given", "whole", "partial", "cell"),
    [
        ("yx", 2, 2, Cell("right", "B-A")),
        ("yz", 0, 1, Cell("partial", "B-C")),
        ("xy", 0, 0, Cell("wrong", "A-B")),
    ],
)
def test_all_pairs_score_or_each_a_part(item, given, whole, partial, cell):
    in_parts = logic.frozen_from_json(ITEM | {"partial": True})
    assert logic.grade(item, answer(item, *given)) == whole
    assert logic.grade(in_parts, answer(in_parts, *given)) == Decimal(partial)
    assert logic.cell(item, answer(item, *given)) == cell


def test_staff_see_which_pairs_were_made_and_what_a_wrong_one_means(item, texts):
    given = answer(item, "z", "x")
    assert logic.picked(item, given) == ("a>z", "b>x")
    assert [logic.option_mark(item, option) for option in logic.picked(item, given)] == ["1-C", "2-A"]
    assert logic.misconceptions(item, texts, given) == ["It is a debt."]
    assert logic.option_text(item, texts, "a>z") == "advance – a flat"


def test_every_pair_is_told_right_from_wrong(item, texts):
    assert logic.feedback(item, texts, answer(item, "z", "x")) == [
        FeedbackEntry("a>z", "advance – a flat", "Paid early.", False),
        FeedbackEntry("b>x", "fine – for a breach", "", True),
        FeedbackEntry("", "", "For everybody."),
    ]
    assert logic.feedback(item, texts, DONT_KNOW) == [FeedbackEntry("", "", "For everybody.")]


def test_the_page_offers_every_row_the_same_values_in_the_same_order(item, texts):
    order = logic.shuffle_order(item, "attempt-1")
    view = logic.view(item, texts, order, {})
    assert [row["text"] for row in view["rows"]] == ["advance", "fine"]
    assert sorted(target["id"] for target in view["targets"]) == ["x", "y", "z"]
    assert {tuple(logic.shuffle_order(item, seed)[2:]) for seed in range(100)} >= {("x", "y", "z"), ("y", "x", "z")}


def test_a_file_is_told_what_is_missing():
    question = PackQuestion(
        {"prompt": "Match."}, {"choices": (PackEntry("a", {"text": "left"}),), "targets": (PackEntry("b"),)}
    )
    assert [field for field, _message in pack.problems(question)] == ["choices", "targets", "choices[a].misconception"]
