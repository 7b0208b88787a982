"""Gap match: words for the gaps of a text, each used once."""

import pytest
from django.utils.datastructures import MultiValueDict

from assessments.interactions.base import AnswerError, Cell, FeedbackEntry, FrozenError
from assessments.interactions.gap_match import logic, pack
from assessments.interactions.packing import PackEntry, PackQuestion

pytestmark = pytest.mark.pure

ITEM = {
    "id": "8e0f6f0c-1f5f-4c39-9d6f-0a2f4d3c1b66",
    "kind": "gap_match",
    "competency": "",
    "max_score": 2,
    "choices": ["a", "b", "c"],
    "key": {"a": "2", "b": "1"},
}
TEXTS = {
    "prompt": "Fill in.",
    "passage": "Pay each [1], hours in the [2].",
    "feedback": "Both.",
    "choices": {
        "a": {"text": "contract", "feedback": "Written down."},
        "b": {"text": "month"},
        "c": {"text": "passport", "misconception": "The employer keeps it."},
    },
}


@pytest.fixture
def item():
    return logic.frozen_from_json(ITEM)


@pytest.fixture
def texts(item):
    return logic.texts_from_json(item, TEXTS)


def posted(*words):
    return MultiValueDict({f"gap-{number}": [word] for number, word in enumerate(words, 1)})


def test_item_and_texts_come_back_from_json_as_they_went_in(item, texts):
    assert item.to_json() == ITEM
    assert texts.to_json() == TEXTS


@pytest.mark.parametrize(
    "key", [{}, {"a": "1", "b": "1"}, {"x": "1"}, {"a": "0"}, {"a": "21"}, {"a": "one"}, {"a": 1}, ["a"]]
)
def test_a_key_without_one_word_for_each_gap_is_refused(key):
    with pytest.raises(FrozenError) as refusal:
        logic.frozen_from_json(ITEM | {"key": key})
    assert refusal.value.field == "key"


def test_a_translation_may_turn_the_gaps_round_but_loses_none(item):
    turned = logic.texts_from_json(item, TEXTS | {"passage": "Hours in the [2], pay each [1]."})
    view = logic.view(item, turned, item.choices, {})
    assert [(part["field"], part["number"]) for part in view["parts"] if "field" in part] == [
        ("gap-2", 1),
        ("gap-1", 2),
    ]
    with pytest.raises(FrozenError):
        logic.texts_from_json(item, TEXTS | {"passage": "Pay each [1]."})


@pytest.mark.parametrize(
    ("form", "code", "gaps"),
    [
        (posted(), "empty", "12"),
        (posted("a"), "incomplete", "2"),
        (posted("a", "a"), "used_twice", "12"),
        (posted("a", "x"), "unknown_choice", "2"),
        (MultiValueDict({"gap-1": ["a", "b"]}), "too_many", "1"),
    ],
)
def test_gaps_that_make_no_answer_are_refused_and_named(item, texts, form, code, gaps):
    with pytest.raises(AnswerError) as refusal:
        logic.read_answer(item, texts, form)
    assert refusal.value.code == code
    assert refusal.value.fields == tuple(f"gap-{gap}" for gap in gaps)


def test_marking_and_what_staff_see(item, texts):
    wrong = logic.read_answer(item, texts, posted("c", "a"))
    assert logic.grade(item, wrong) == 0
    assert logic.grade(logic.frozen_from_json(ITEM | {"partial": True}), wrong) == 1
    assert logic.cell(item, wrong) == Cell("partial", "C-A")
    assert [logic.option_mark(item, option) for option in logic.picked(item, wrong)] == ["1-C", "2-A"]
    assert logic.misconceptions(item, texts, wrong) == ["The employer keeps it."]
    assert logic.feedback(item, texts, wrong) == [
        FeedbackEntry("1>c", "Pay each [passport], hours in the …", "", False),
        FeedbackEntry("2>a", "…, hours in the [contract].", "Written down.", True),
        FeedbackEntry("", "", "Both."),
    ]


def test_a_wrong_answer_uses_each_word_once_too(item, texts):
    for answer in logic.wrong_answers(item, texts):
        assert logic.answer_from_json(item, answer.to_json()) == answer


@pytest.mark.parametrize(
    ("passage", "gaps", "fields"),
    [
        ("[1] and [2]", (1, 2, 0), []),
        ("none", (1, 2, 0), ["passage"]),
        ("[1] and [3]", (1, 3, 0), ["passage"]),
        ("[1] and [2]", (1, 1, 2), ["choices"]),
        ("[1] and [2]", (1, 0, 0), ["choices"]),
    ],
)
def test_a_file_is_told_what_is_missing(passage, gaps, fields):
    choices = tuple(
        PackEntry(name, {"text": name, "misconception": "So."}, {"gap": gap})
        for name, gap in zip("abc", gaps, strict=True)
    )
    question = PackQuestion({"prompt": "Fill in.", "passage": passage}, {"choices": choices})
    assert [field for field, _message in pack.problems(question)] == fields
