"""Scales in words: read and shown, never scored."""

import pytest
from django.utils.datastructures import MultiValueDict

from assessments.grading import Structure
from assessments.interactions.base import AnswerCode, AnswerError, FrozenError
from assessments.interactions.likert import logic, pack
from assessments.interactions.packing import PackEntry, PackQuestion
from assessments.queries.keys import Marking

pytestmark = pytest.mark.pure

ID = "8e0f6f0c-1f5f-4c39-9d6f-0a2f4d3c1b11"
STEPS = ["not", "partly", "fully"]


def item(**changes):
    return logic.frozen_from_json({"id": ID, "kind": "likert", "choices": STEPS} | changes)


def texts_of(frozen):
    choices = {choice: {"text": f"{choice}!"} for choice in frozen.choices}
    return logic.texts_from_json(frozen, {"prompt": "I can say no.", "feedback": "Both are fine.", "choices": choices})


def read(*values):
    return logic.read_answer(item(), texts_of(item()), MultiValueDict({"choice": list(values)}))


def test_a_step_is_read_and_said_and_the_feedback_is_for_everybody():
    answer = read("partly")
    assert logic.chosen_labels(item(), texts_of(item()), answer) == ["partly!"]
    assert [entry.text for entry in logic.feedback(item(), texts_of(item()), answer)] == ["Both are fine."]


@pytest.mark.parametrize(
    ("values", "code"),
    [
        ([], AnswerCode.EMPTY),
        (["other"], AnswerCode.UNKNOWN_CHOICE),
        (["not", "fully"], AnswerCode.TOO_MANY),
        (["not", "dont_know"], AnswerCode.DONT_KNOW_AND_MORE),
    ],
)
def test_what_is_no_single_step_is_refused(values, code):
    with pytest.raises(AnswerError) as refused:
        read(*values)
    assert (refused.value.code, refused.value.fields) == (code, ("choice",))


def test_nothing_is_right_and_nothing_counts():
    structure = Structure((item(),))
    assert (logic.right_answer(item(), texts_of(item())), logic.wrong_answers(item(), texts_of(item()))) == (None, [])
    assert structure.recorded == ()
    assert Marking(structure).mark_all([item().id], {}).max_score == 0


@pytest.mark.parametrize("choices", [STEPS[:2], [f"s{number}" for number in range(8)], ["a", "a", "b"], "abc"])
def test_a_scale_has_three_to_seven_steps(choices):
    with pytest.raises(FrozenError):
        item(choices=choices)


def test_a_pack_is_told_how_many_steps_a_scale_has():
    entries = tuple(PackEntry(step, {"text": step}) for step in STEPS)
    assert list(pack.problems(PackQuestion({"prompt": "?"}, {"choices": entries}))) == []
    assert [field for field, _sentence in pack.problems(PackQuestion({"prompt": "?"}))] == ["choices"]
