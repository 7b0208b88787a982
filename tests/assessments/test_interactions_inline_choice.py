"""Inline choice: a list of choices in each gap of a text."""

import pytest
from django.utils.datastructures import MultiValueDict

from assessments.interactions.base import AnswerError, Cell, FrozenError
from assessments.interactions.inline_choice import logic, pack
from assessments.interactions.packing import PackEntry, PackQuestion

pytestmark = pytest.mark.pure

ITEM = {
    "id": "8e0f6f0c-1f5f-4c39-9d6f-0a2f4d3c1b77",
    "kind": "inline_choice",
    "competency": "",
    "max_score": 2,
    "gaps": {"1": ["a", "b"], "2": ["c", "d"]},
    "key": ["a", "d"],
}
TEXTS = {
    "prompt": "Complete.",
    "passage": "It stays with [1]. Agree in [2].",
    "choices": {
        "a": {"text": "you"},
        "b": {"text": "them", "feedback": "Nobody else.", "misconception": "They may keep it."},
        "c": {"text": "talk"},
        "d": {"text": "writing"},
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
    ("change", "field"),
    [
        ({"gaps": {}}, "gaps"),
        ({"gaps": {"1": ["a"], "2": ["c", "d"]}}, "gaps"),
        ({"gaps": {"1": ["a", "b"], "2": ["b", "d"]}}, "gaps"),
        ({"gaps": {"1": ["a", "b"], "0": ["c", "d"]}}, "gaps"),
        ({"gaps": ["a", "b"]}, "gaps"),
        ({"key": ["a"]}, "key"),
        ({"key": ["a", "b", "d"]}, "key"),
        ({"key": ["a", "d", "x"]}, "key"),
    ],
)
def test_gaps_without_one_right_choice_each_are_refused(change, field):
    with pytest.raises(FrozenError) as refusal:
        logic.frozen_from_json(ITEM | change)
    assert refusal.value.field == field


def test_a_gap_offers_its_own_choices_only(item, texts):
    view = logic.view(item, texts, logic.shuffle_order(item, "attempt-1"), {"gap-1": ["b"]})
    gaps = [part for part in view["parts"] if "field" in part]
    assert [sorted(choice["id"] for choice in gap["choices"]) for gap in gaps] == [["a", "b"], ["c", "d"]]
    assert [gap["chosen"] for gap in gaps] == ["b", ""]
    assert gaps[0]["around"] == "It stays with ___. Agree in …."


@pytest.mark.parametrize(
    ("form", "code", "gaps"),
    [
        (posted(), "empty", "12"),
        (posted("", "c"), "incomplete", "1"),
        (posted("c", "a"), "unknown_choice", "12"),
    ],
)
def test_gaps_that_make_no_answer_are_refused_and_named(item, texts, form, code, gaps):
    with pytest.raises(AnswerError) as refusal:
        logic.read_answer(item, texts, form)
    assert refusal.value.code == code
    assert refusal.value.fields == tuple(f"gap-{gap}" for gap in gaps)


def test_marking_and_what_staff_see(item, texts):
    wrong = logic.read_answer(item, texts, posted("b", "d"))
    assert logic.grade(item, wrong) == 0
    assert logic.grade(logic.frozen_from_json(ITEM | {"partial": True}), wrong) == 1
    assert logic.cell(item, wrong) == Cell("partial", "B-B")
    assert logic.misconceptions(item, texts, wrong) == ["They may keep it."]
    assert logic.key_labels(item, texts) == ["It stays with [you]. Agree in ….", "… with …. Agree in [writing]."]


@pytest.mark.parametrize(
    ("passage", "right", "fields"),
    [
        ("[1]", "a", []),
        ("none", "a", ["passage", "choices[a].gap", "choices[b].gap"]),
        ("[1]", "", ["choices"]),
        ("[1]", "ab", ["choices"]),
        ("[1] [2]", "a", ["choices", "choices"]),
    ],
)
def test_a_file_is_told_what_is_missing(passage, right, fields):
    choices = tuple(
        PackEntry(name, {"text": name, "misconception": "So."}, {"gap": 1, "correct": name in right}) for name in "ab"
    )
    question = PackQuestion({"prompt": "Complete.", "passage": passage}, {"choices": choices})
    assert [field for field, _message in pack.problems(question)] == fields
