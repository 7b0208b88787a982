"""Places on a picture: what may be frozen, what staff see, and what an author is told."""

import pytest

from assessments.interactions.base import CellState, FrozenError
from assessments.interactions.dont_know import DONT_KNOW
from assessments.interactions.hotspot import logic, pack
from assessments.interactions.packing import PackEntry, PackQuestion
from tests.assessments.test_interactions_choice import post

pytestmark = pytest.mark.pure

ITEM = {
    "id": "8e0f6f0c-1f5f-4c39-9d6f-0a2f4d3c1b11",
    "kind": "hotspot",
    "competency": "",
    "max_score": 1,
    "cardinality": "single",
    "regions": [
        {"id": "a", "x": 0, "y": 0, "width": 50, "height": 100},
        {"id": "b", "x": 50, "y": 0, "width": 50, "height": 100},
    ],
    "key": ["b"],
}
TEXTS = {"prompt": "Where?", "choices": {"a": {"text": "left"}, "b": {"text": "right", "feedback": "Yes."}}}


@pytest.fixture
def item():
    return logic.frozen_from_json(ITEM)


def test_a_frozen_item_comes_back_from_json_as_it_went_in(item):
    assert item.to_json() == ITEM


def test_a_tap_and_the_list_give_the_same_answer(item):
    answer = logic.read_answer(item, logic.texts_from_json(item, TEXTS), post(choice=["b"]))
    assert answer.to_json() == {"chosen": ["b"]}
    assert logic.grade(item, answer) == 1


def test_places_have_the_numbers_that_the_picture_shows(item):
    texts = logic.texts_from_json(item, TEXTS)
    rows = logic.view(item, texts, ["b", "a"], {})["rows"]
    assert [row["id"] for row in rows] == ["a", "b"]
    wrong = logic.wrong_answers(item, texts)[0]
    assert (logic.cell(item, wrong).state, logic.cell(item, wrong).text) == (CellState.WRONG, "1")
    assert logic.cell(item, DONT_KNOW).text == "?"
    assert logic.cell(item, None).state == CellState.EMPTY


@pytest.mark.parametrize(
    "region",
    [
        {"x": 51, "width": 50},
        {"x": 49},
        {"width": 4},
        {"height": 101},
        {"y": -1},
        {"x": "50"},
        {"x": True},
        {"id": "a"},
        {"colour": "red"},
    ],
)
def test_a_region_that_is_none_is_refused(region):
    regions = [ITEM["regions"][0], ITEM["regions"][1] | region]
    with pytest.raises(FrozenError):
        logic.frozen_from_json(ITEM | {"regions": regions})


def entry(name, x, width, *, correct=False):
    sides = {"x": x, "y": 0, "width": width, "height": 50}
    return PackEntry(name, {"text": name, "misconception": "None"}, {**sides, "correct": correct})


@pytest.mark.parametrize(
    ("second", "place", "said"),
    [
        (entry("b", 40, 20), "choices[b].x", "Places 1 and 2 lie over each other."),
        (entry("b", 90, 20), "choices[b].x", "Place 2 is not wholly on the picture."),
        (entry("b", 90, 3), "choices[b].width", "Place 2 is too small for a finger."),
        (entry("b", 60, 20, correct=True), "choices", "A single choice has one right answer."),
    ],
)
def test_an_author_is_told_which_place_is_wrong(second, place, said):
    question = PackQuestion(
        {"prompt": "Where?"}, {"choices": (entry("a", 0, 50, correct=True), second)}, {"cardinality": "single"}
    )
    assert list(pack.problems(question)) == [(place, said)]
