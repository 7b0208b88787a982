"""What holds for every interaction kind, whatever the content and whatever is posted."""

import inspect
import json
from contextlib import suppress
from importlib import import_module

import pytest
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict
from hypothesis import given
from hypothesis import strategies as st

from assessments.grading import item_from_json
from assessments.interactions import KINDS, logic
from assessments.interactions.base import AnswerError, CellState, FrozenError, Logic, Scoring
from assessments.interactions.dont_know import DONT_KNOW

pytestmark = pytest.mark.pure

# A kind without a module of strategies fails right here.
ROOMS = {kind: import_module(f"tests.assessments.kinds.{kind}") for kind in KINDS}
ITEMS_BY_KIND = {kind: room.items() for kind, room in ROOMS.items()}
ITEMS = st.one_of(*ITEMS_BY_KIND.values()).map(item_from_json)
SCORED = ITEMS.filter(lambda item: logic(item.kind).SCORING is Scoring.KEY)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


def texts_of(item):
    """The words that the kind's module writes for an item."""
    return logic(item.kind).texts_from_json(item, ROOMS[item.kind].texts(item))


@st.composite
def answered(draw, items=ITEMS):
    """An item and a valid answer to it."""
    item = draw(items)
    data = {"dont_know": True} if draw(st.integers(0, 9)) == 0 else draw(ROOMS[item.kind].answers(item))
    return item, logic(item.kind).answer_from_json(item, data)


@st.composite
def posted(draw):
    """An item and a form that may hold anything, near misses among it."""
    item = draw(ITEMS)
    ids = [*logic(item.kind).shuffle_order(item, "any"), "true", "false", "dont_know"]
    fields = [field + (draw(st.sampled_from(ids)) if field.endswith("-") else "") for field in ROOMS[item.kind].FIELDS]
    numbers = [str(number) for number in range(10)]
    names = st.sampled_from([*fields, "dont_know"]) | st.text()
    values = st.lists(st.sampled_from([*ids, *numbers, "", " 1", "\N{FULLWIDTH DIGIT ONE}"]) | st.text(), max_size=4)
    return item, MultiValueDict(draw(st.dictionaries(names, values, max_size=10)))


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_offers_the_whole_protocol_under_the_same_names(kind):
    for name, promise in inspect.getmembers(Logic, inspect.isfunction):
        if not name.startswith("_"):
            parameters = list(inspect.signature(promise).parameters)[1:]
            assert list(inspect.signature(getattr(logic(kind), name)).parameters) == parameters, name


def test_a_kind_that_is_not_registered_never_reaches_the_import_system():
    for name in ("", "essay", "..jobs", "choice.logic", "base"):
        with pytest.raises(FrozenError, match="kind"):
            logic(name)


@given(JSON)
def test_any_json_that_is_no_item_is_refused_by_name(data):
    with pytest.raises(FrozenError):
        item_from_json(data)


@given(st.data(), st.one_of(*ITEMS_BY_KIND.values()))
def test_a_damaged_item_is_refused_by_name_or_still_valid(data, item):
    field = data.draw(st.sampled_from(sorted(item)))
    damaged = item | {field: data.draw(JSON)}
    try:
        frozen = item_from_json(damaged)
    except FrozenError:
        return
    assert item_from_json(frozen.to_json()) == frozen


@given(ITEMS)
def test_an_item_survives_the_way_through_json(item):
    assert item_from_json(json.loads(json.dumps(item.to_json()))) == item


@given(posted())
def test_any_form_gives_a_valid_answer_or_an_answer_error(case):
    item, form = case
    kind = logic(item.kind)
    try:
        answer = kind.read_answer(item, texts_of(item), form)
    except AnswerError:
        return
    assert kind.answer_from_json(item, json.loads(json.dumps(answer.to_json()))) == answer
    assert 0 <= kind.grade(item, answer) <= item.max_score


@given(ITEMS, st.text())
def test_any_query_string_gives_a_valid_answer_or_an_answer_error(item, query):
    with suppress(AnswerError):
        logic(item.kind).read_answer(item, texts_of(item), QueryDict(query, encoding="utf-8"))


@given(ITEMS, JSON | st.dictionaries(st.sampled_from(["chosen", "value", "sequence", "text", "dont_know"]), JSON))
def test_any_stored_json_gives_a_valid_answer_or_an_answer_error(item, data):
    kind = logic(item.kind)
    try:
        answer = kind.answer_from_json(item, data)
    except AnswerError:
        return
    assert kind.answer_from_json(item, answer.to_json()) == answer


@given(answered())
def test_an_answer_survives_the_way_through_json(case):
    item, answer = case
    assert logic(item.kind).answer_from_json(item, json.loads(json.dumps(answer.to_json()))) == answer


@given(answered())
def test_a_stored_answer_fills_the_form_from_which_it_is_read_again(case):
    item, answer = case
    kind, texts = logic(item.kind), texts_of(item)
    fields = kind.fields(item, answer)
    assert kind.read_answer(item, texts, MultiValueDict(fields)) == answer
    order = kind.shuffle_order(item, "attempt-1")
    filled, empty = kind.view(item, texts, order, fields), kind.view(item, texts, order, {})
    assert filled.keys() == empty.keys()
    assert filled != empty


@given(SCORED)
def test_the_right_answer_gets_the_full_score_and_is_what_the_key_says(item):
    kind, texts = logic(item.kind), texts_of(item)
    answer = kind.right_answer(item, texts)
    assert kind.grade(item, answer) == item.max_score
    assert set(kind.picked(item, answer)) == kind.right_options(item)
    assert kind.chosen_labels(item, texts, answer) == kind.key_labels(item, texts)


@given(SCORED)
def test_the_wrong_answers_are_wrong_and_can_be_given(item):
    kind, texts = logic(item.kind), texts_of(item)
    for answer in kind.wrong_answers(item, texts):
        assert kind.grade(item, answer) < item.max_score
        assert kind.answer_from_json(item, answer.to_json()) == answer


@given(posted(), st.text())
def test_what_was_posted_is_shown_again_whatever_it_was(case, name):
    item, form = case
    kind, order = logic(item.kind), logic(item.kind).shuffle_order(item, "attempt-1")
    kind.view(item, texts_of(item), order, {**{field: form.getlist(field) for field in form}, name: ["x"]})


@given(answered(SCORED))
def test_scores_stay_between_nothing_and_the_most_and_agree_with_the_cell(case):
    item, answer = case
    kind = logic(item.kind)
    score, share, cell = kind.grade(item, answer), kind.partial_share(item, answer), kind.cell(item, answer)
    assert 0 <= score <= item.max_score
    assert 0 <= share <= 1
    assert (score == item.max_score) == (share == 1) == (cell.state is CellState.RIGHT)
    assert (answer == DONT_KNOW) == (cell.state is CellState.DONT_KNOW)
    assert cell.text


@given(answered(SCORED))
def test_an_answer_is_right_exactly_when_it_picks_the_right_options(case):
    item, answer = case
    kind = logic(item.kind)
    picked = kind.picked(item, answer)
    assert (kind.grade(item, answer) == item.max_score) == (set(picked) == kind.right_options(item))
    assert all(kind.is_option(item, option) and kind.option_mark(item, option) for option in picked)
    assert not kind.is_option(item, "dont_know")


@given(ITEMS, st.integers() | st.text(alphabet=st.characters(exclude_categories=["Cs"])))
def test_a_shuffle_is_a_permutation_and_the_same_every_time(item, seed):
    kind = logic(item.kind)
    order = kind.shuffle_order(item, seed)
    assert len(set(order)) == len(order)
    assert sorted(order) == sorted(kind.shuffle_order(item, "another"))
    assert kind.shuffle_order(item_from_json(item.to_json()), seed) == order
    if item.kind == "order":
        assert tuple(order) != item.key


def test_a_shuffle_is_the_same_on_every_machine_and_in_every_release():
    item = item_from_json(
        {
            "id": "8e0f6f0c-1f5f-4c39-9d6f-0a2f4d3c1b11",
            "kind": "choice",
            "cardinality": "single",
            "choices": ["a", "b", "c", "d"],
            "key": ["a"],
        }
    )
    assert logic("choice").shuffle_order(item, "attempt-1") == ["c", "a", "b", "d"]
