"""Words to mark in a text: where they stand, how they are named, and what an author is told."""

import pytest

from assessments.interactions.base import CellState, FrozenError
from assessments.interactions.hottext import logic, pack
from assessments.interactions.packing import PackEntry, PackQuestion
from tests.assessments.test_interactions_choice import post

pytestmark = pytest.mark.pure
ITEM = {
    "id": "8e0f6f0c-1f5f-4c39-9d6f-0a2f4d3c1b12",
    "kind": "hottext",
    "competency": "",
    "max_score": 2,
    "choices": ["a", "b", "c"],
    "key": ["a", "c"],
    "partial": True,
}
TEXTS = {
    "prompt": "Mark the verbs.",
    "passage": "We [1] and [2] then [3].",
    "choices": {"a": {"text": "ask", "feedback": "Yes."}, "b": {"text": "papers"}, "c": {"text": "Ask"}},
}


@pytest.fixture
def item():
    return logic.frozen_from_json(ITEM)


@pytest.fixture
def texts(item):
    return logic.texts_from_json(item, TEXTS)


def test_a_frozen_item_comes_back_from_json_as_it_went_in(item):
    assert item.to_json() == ITEM


def test_the_words_stand_where_their_numbers_are_also_when_a_translation_turns_them_round(item):
    turned = logic.texts_from_json(item, TEXTS | {"passage": "[3]: we [1] and [2]."})
    parts = logic.view(item, turned, [], {"choice": ["b"]})["parts"]
    words = [part for part in parts if "id" in part]
    assert [(one["id"], one["place"], one["mark"], one["is_chosen"]) for one in words] == [
        ("c", 1, "C", False), ("a", 2, "A", False), ("b", 3, "B", True),
    ]  # fmt: skip


@pytest.mark.parametrize("passage", ["We [1] and [2].", "We [1] and [2] then [3] and [4].", "[1] [1] [2] [3]"])
def test_a_text_without_a_place_for_each_word_is_refused(item, passage):
    with pytest.raises(FrozenError, match="passage"):
        logic.texts_from_json(item, TEXTS | {"passage": passage})


@pytest.mark.parametrize(
    ("marked", "score", "state"),
    [
        ("ac", 2, CellState.RIGHT),
        ("a", 1, CellState.PARTIAL),
        ("ab", 0, CellState.WRONG),
        ("abc", 1, CellState.PARTIAL),
    ],
)
def test_what_is_marked_wrongly_takes_away_what_was_marked_rightly(item, texts, marked, score, state):
    answer = logic.read_answer(item, texts, post(choice=list(marked)))
    assert (logic.grade(item, answer), logic.cell(item, answer).state) == (score, state)


def test_a_word_that_stands_there_twice_is_named_with_its_neighbours(item, texts):
    answer = logic.answer_from_json(item, {"chosen": ["a", "b"]})
    assert logic.chosen_labels(item, texts, answer) == ["We [ask] and … then ….", "papers"]
    assert logic.key_labels(item, texts) == ["We [ask] and … then ….", "… and … then [Ask]."]
    assert [(one.label, one.is_right) for one in logic.feedback(item, texts, answer)] == [
        ("We [ask] and … then ….", True)
    ]


def test_an_author_is_told_what_is_missing():
    words = (
        PackEntry("a", {"text": "ask"}, {"gap": 1}),
        PackEntry("b", {"text": "go", "misconception": "x"}, {"gap": 3}),
    )
    question = PackQuestion({"prompt": "Mark.", "passage": "We [1] and [3]."}, {"choices": words}, {})
    assert [field for field, _message in pack.problems(question)] == [
        "passage", "choices", "choices[a].misconception",
    ]  # fmt: skip
