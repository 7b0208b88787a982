"""The structure of a quiz version, its hash, and the score of an attempt."""

import json
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.grading import Structure, percent_of
from assessments.interactions.base import AnswerError, Cell, FrozenError
from assessments.queries.keys import Marking

pytestmark = pytest.mark.pure

SELF = "8e0f6f0c-1f5f-4c39-9d6f-0a2f4d3c1bf1"
OTHERS = "8e0f6f0c-1f5f-4c39-9d6f-0a2f4d3c1bf2"
Q1, Q2, Q3, Q4 = (f"8e0f6f0c-1f5f-4c39-9d6f-0a2f4d3c1b0{number}" for number in range(1, 5))
STRUCTURE = {
    "items": [
        {
            "id": Q1,
            "kind": "choice",
            "competency": SELF,
            "max_score": 1,
            "cardinality": "single",
            "choices": ["a", "b", "c"],
            "key": ["b"],
            "shuffle": True,
        },
        {
            "id": Q2,
            "kind": "choice",
            "competency": OTHERS,
            "max_score": 2,
            "cardinality": "multiple",
            "choices": ["a", "b", "c"],
            "key": ["a", "c"],
            "shuffle": False,
        },
        {"id": Q3, "kind": "true_false", "competency": SELF, "max_score": 1, "key": False},
        {
            "id": Q4,
            "kind": "order",
            "competency": "",
            "max_score": 1,
            "choices": ["a", "b", "c"],
            "key": ["a", "b", "c"],
        },
    ]
}
ALL_RIGHT = {
    Q1: {"chosen": ["b"]},
    Q2: {"chosen": ["a", "c"]},
    Q3: {"value": False},
    Q4: {"sequence": ["a", "b", "c"]},
}
TEXTS = {
    Q1: {"prompt": "One?", "choices": {choice: {"text": choice} for choice in "abc"}},
    Q2: {"prompt": "Several?", "choices": {choice: {"text": choice} for choice in "abc"}},
    Q3: {"prompt": "True?"},
    Q4: {"prompt": "Order?", "choices": {choice: {"text": choice} for choice in "abc"}},
}


@pytest.fixture
def structure():
    return Structure.from_json(STRUCTURE)


def reordered(value):
    """The same JSON with every object's fields the other way round."""
    if isinstance(value, dict):
        return {name: reordered(value[name]) for name in reversed(value)}
    return [reordered(entry) for entry in value] if isinstance(value, list) else value


def with_item(number, **changes):
    items = list(STRUCTURE["items"])
    items[number] = items[number] | changes
    return Structure.from_json({"items": items})


def test_a_structure_comes_back_from_json_as_it_went_in(structure):
    assert structure.to_json() == STRUCTURE


@pytest.mark.parametrize(
    "data",
    [
        None,
        [],
        {},
        {"items": []},
        {"items": {}},
        {"items": [{}]},
        {"items": [{"kind": "essay"}]},
        {"items": [{"kind": ["choice"]}]},
        {"items": [STRUCTURE["items"][0], STRUCTURE["items"][0]]},
        STRUCTURE | {"title": "Quiz"},
    ],
)
def test_a_structure_of_another_shape_is_refused_by_name(data):
    with pytest.raises(FrozenError):
        Structure.from_json(data)


def test_the_hash_is_the_same_in_every_release(structure):
    assert structure.digest == "ae7b2e2b49e1d29ccb7a2b10187e2aa6f4f49aa08e4ea829b9eab6b959fe67c0"


def test_the_hash_ignores_the_order_of_fields_and_of_a_set_of_right_choices(structure):
    assert Structure.from_json(reordered(STRUCTURE)).digest == structure.digest
    assert with_item(1, key=["c", "a"]).digest == structure.digest


@pytest.mark.parametrize(
    ("number", "changes"),
    [
        (0, {"key": ["a"]}),
        (1, {"key": ["a"]}),
        (2, {"key": True}),
        (3, {"key": ["b", "a", "c"]}),
        (0, {"choices": ["b", "a", "c"]}),
        (0, {"shuffle": False}),
        (0, {"max_score": 2}),
        (0, {"competency": OTHERS}),
        (0, {"id": "8e0f6f0c-1f5f-4c39-9d6f-0a2f4d3c1bee"}),
    ],
)
def test_the_hash_changes_with_the_key_and_everything_else_that_was_asked(structure, number, changes):
    assert with_item(number, **changes).digest != structure.digest


def test_the_hash_changes_with_the_order_of_the_questions(structure):
    assert Structure.from_json({"items": STRUCTURE["items"][::-1]}).digest != structure.digest


def grade_attempt(structure, answers):
    """The marked attempt that asks all of these questions."""
    given = {item_id: (answer, "en", None) for item_id, answer in answers.items()}
    return Marking(structure).mark_all(list(structure.by_id), given)


def test_everything_right_is_the_full_score(structure):
    result = grade_attempt(structure, ALL_RIGHT)
    assert (result.score, result.max_score, result.percent) == (Decimal(5), Decimal(5), 100)
    assert [item.cell for item in result.items] == [
        Cell("right", "B"),
        Cell("right", "A, C"),
        Cell("right", "F"),
        Cell("right", "1-2-3"),
    ]


def test_missing_answers_and_not_knowing_score_nothing_and_differ_in_their_cells(structure):
    result = grade_attempt(structure, {Q1: {"dont_know": True}, Q2: None, Q3: {"value": False}})
    assert (result.score, result.max_score) == (Decimal(1), Decimal(5))
    assert [item.cell.state for item in result.items] == ["dont_know", "empty", "right", "empty"]


def test_an_answer_that_does_not_fit_its_question_is_refused(structure):
    with pytest.raises(AnswerError) as refusal:
        grade_attempt(structure, {Q1: {"value": True}})
    assert refusal.value.code == "malformed"


def test_drawn_items_are_graded_alone_and_in_the_drawn_order(structure):
    drawn = structure.only([Q3, Q1])
    result = grade_attempt(drawn, {Q1: {"chosen": ["b"]}})
    assert [item.item_id for item in result.items] == [Q3, Q1]
    assert (result.score, result.max_score) == (1, 2)


def test_a_foreign_item_cannot_be_drawn(structure):
    with pytest.raises(KeyError):
        structure.only([SELF])


def test_passing_is_decided_exactly_and_the_shown_percentage_never_flatters():
    assert percent_of(Decimal("5.99"), Decimal(10)) == 59
    assert percent_of(Decimal(2), Decimal(3)) == 66


def test_texts_of_a_language_cover_exactly_the_items(structure):
    assert structure.texts_from_json(TEXTS)[Q3].prompt == "True?"
    with pytest.raises(FrozenError, match=Q4):
        structure.texts_from_json({item_id: TEXTS[item_id] for item_id in (Q1, Q2, Q3)})
    with pytest.raises(FrozenError, match="unknown field"):
        structure.texts_from_json(TEXTS | {SELF: {"prompt": "Who?"}})


ANSWERS = st.fixed_dictionaries(
    {},
    optional={
        Q1: st.sampled_from("abc").map(lambda choice: {"chosen": [choice]}),
        Q2: st.sets(st.sampled_from("abc"), min_size=1).map(lambda chosen: {"chosen": sorted(chosen)}),
        Q3: st.booleans().map(lambda value: {"value": value}) | st.just({"dont_know": True}),
        Q4: st.permutations("abc").map(lambda sequence: {"sequence": sequence}),
    },
)


@given(ANSWERS)
def test_a_score_is_the_sum_of_its_items_and_stays_within_bounds(answers):
    result = grade_attempt(Structure.from_json(STRUCTURE), json.loads(json.dumps(answers)))
    assert result.score == sum(item.score for item in result.items)
    assert 0 <= result.score <= result.max_score == 5
    assert 0 <= result.percent <= 100


@given(ANSWERS)
def test_marking_the_same_answers_again_gives_the_same_result(answers):
    structure = Structure.from_json(STRUCTURE)
    assert grade_attempt(structure, answers) == grade_attempt(Structure.from_json(reordered(STRUCTURE)), answers)
