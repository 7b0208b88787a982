"""Sliders: read and shown, never scored."""

import pytest
from django.utils.datastructures import MultiValueDict

from assessments.grading import is_recorded
from assessments.interactions.base import AnswerCode, AnswerError, FrozenError
from assessments.interactions.packing import PackQuestion
from assessments.interactions.slider import logic, pack

pytestmark = pytest.mark.pure

ID = "8e0f6f0c-1f5f-4c39-9d6f-0a2f4d3c1b11"


def item(**changes):
    return logic.frozen_from_json({"id": ID, "kind": "slider", "low": -10, "high": 10, "step": 5} | changes)


def texts_of(frozen):
    return logic.texts_from_json(frozen, {"prompt": "How sure?", "passage": "unsure | sure"})


def read(**fields):
    post = MultiValueDict({name: [value] for name, value in fields.items()})
    return logic.read_answer(item(), texts_of(item()), post)


def test_a_place_is_read_and_the_box_wins_over_a_slider_that_always_stands_somewhere():
    assert read(value="-5").to_json() == {"value": -5}
    assert read(value="0", dont_know="1").to_json() == {"dont_know": True}
    assert not is_recorded(item())


@pytest.mark.parametrize(
    ("value", "code"),
    [("", AnswerCode.EMPTY), ("3", AnswerCode.UNKNOWN_CHOICE), ("1_0", AnswerCode.UNKNOWN_CHOICE),
     ("１０", AnswerCode.UNKNOWN_CHOICE), ("15", AnswerCode.UNKNOWN_CHOICE)],
)  # fmt: skip
def test_a_place_beside_the_scale_is_refused(value, code):
    with pytest.raises(AnswerError) as refused:
        read(value=value)
    assert (refused.value.code, refused.value.fields) == (code, ("value",))


def test_the_page_says_what_the_ends_mean_and_begins_in_the_middle():
    shown = logic.view(item(), texts_of(item()), [], {})
    assert (shown["low_end"], shown["high_end"], shown["value"], shown["is_moved"]) == ("unsure", "sure", "0", False)
    assert shown["marks"] == [-10, -5, 0, 5, 10]
    assert len(logic.view(item(low=0, high=100, step=1), texts_of(item()), [], {})["marks"]) <= logic.MOST_MARKS


@pytest.mark.parametrize("data", [{"value": 3}, {"value": True}, {"value": "5"}, {"value": 5.0}, {"value": 10**30}])
def test_a_stored_answer_of_another_shape_is_refused(data):
    with pytest.raises(AnswerError):
        logic.answer_from_json(item(), data)


@pytest.mark.parametrize(
    "changes",
    [{"low": 10}, {"high": -11}, {"step": 3}, {"step": 0}, {"low": 0, "high": 10**6, "step": 1}, {"high": 10**7},
     {"high": "10"}, {"step": True}],
)  # fmt: skip
def test_a_scale_that_does_not_lead_from_end_to_end_is_refused(changes):
    with pytest.raises(FrozenError):
        item(**changes)


def test_a_pack_is_told_what_keeps_the_question_from_being_asked():
    fine = PackQuestion({"prompt": "?", "passage": "a | b"}, {}, {"low": 0, "high": 10, "step": 1})
    assert list(pack.problems(fine)) == []
    found = pack.problems(PackQuestion({"prompt": "?", "passage": "a"}, {}, {"low": 1, "high": 10, "step": 2}))
    assert [field for field, _sentence in found] == ["step", "passage"]
