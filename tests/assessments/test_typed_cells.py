"""What may be typed for an answer on paper: read as meant, refused where it could mean two things, written back."""

from importlib import import_module

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assessments import interactions
from assessments.exchange.sheet_cells import PaperQuestion
from assessments.exchange.sheet_order import paper_orders
from assessments.grading import answer_from_json, is_recorded, item_from_json
from assessments.interactions.typed import TypedError, place_of, places

pytestmark = pytest.mark.pure

ROOMS = {kind: import_module(f"tests.assessments.kinds.{kind}") for kind in interactions.KINDS}
ON_PAPER = [kind for kind in interactions.KINDS if interactions.paper(kind)]


@pytest.mark.parametrize(
    ("typed", "count", "meant"),
    [
        ("AC", 4, [0, 2]),
        ("b", 4, [1]),
        ("2-1-3", 3, [1, 0, 2]),
        ("1, 3", 3, [0, 2]),
        ("С", 4, [2]),  # the Cyrillic letter that looks like C stands on the key of C
        ("ф", 4, [0]),  # the key of A on a Ukrainian keyboard
        ("А", 4, [0]),  # looks like A; on the key of F, which is not asked
        ("в", 3, [1]),  # looks like B; on the key of D, which is not asked
    ],
)
def test_letters_digits_and_the_other_keyboard_are_read(typed, count, meant):
    assert places(typed, count) == meant


@pytest.mark.parametrize(("sign", "count"), [("E", 4), ("5", 4), ("0", 4), ("в", 4), ("А", 6), ("й", 4), ("!", 4)])
def test_what_is_no_letter_or_two_letters_is_refused(sign, count):
    with pytest.raises(TypedError):
        place_of(sign, count)


@pytest.mark.parametrize("kind", ON_PAPER)
@settings(max_examples=6)
@given(data=st.data())
def test_what_is_written_back_reads_as_the_same_answer(kind, data):
    room = ROOMS[kind]
    item = item_from_json(data.draw(room.items()))
    texts = interactions.logic(kind).texts_from_json(item, room.texts(item))
    question = PaperQuestion(1, item, texts, paper_orders([item], "seed")[item.id])
    answer = interactions.logic(kind).right_answer(item, texts)
    assert question.read(question.write(answer)) == answer
    assert question.space is not None
    assert question.read("?").to_json() == {"dont_know": True}
    assert question.read("-") is None
    for wrong in ("", "§§", "A!B?"):
        if kind != "text_entry":
            with pytest.raises(TypedError):
                question.read(wrong)


@pytest.mark.parametrize("kind", sorted(set(interactions.KINDS) - set(ON_PAPER)))
@settings(max_examples=6)
@given(data=st.data())
def test_other_kinds_leave_no_room(kind, data):
    item = item_from_json(data.draw(ROOMS[kind].items()))
    texts = interactions.logic(kind).texts_from_json(item, ROOMS[kind].texts(item))
    question = PaperQuestion(int(is_recorded(item)), item, texts, interactions.logic(kind).shuffle_order(item, 1))
    assert question.space is None
    assert question.write(answer_from_json(item, {"dont_know": True}) if is_recorded(item) else None) == "-"
