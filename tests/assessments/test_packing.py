"""How questions of any kind are written in files: what the shapes have in common."""

import pytest

from assessments.interactions import packing
from assessments.interactions.packing import Entries, Place, Shape, Whole
from cms.exchange.fields import Fields
from cms.exchange.problems import Problems

pytestmark = pytest.mark.pure

SHAPE = Shape(
    settings={"low": Whole(-10, 10)},
    lists={
        "choices": Entries(settings={"target": Place("targets", "")}, longest={"text": 5}),
        "targets": Entries(),
    },
)
CONTENT = {
    "prompt": "Which?",
    "low": -5,
    "choices": [{"id": "a", "target": "y", "text": "A"}, {"id": "b", "text": "B"}],
    "targets": [{"id": "x", "text": "X"}, {"id": "y", "text": "Y"}],
}


def read(content):
    """Return the question and the places of its problems."""
    problems = Problems()
    fields = Fields(content, "quiz.yaml", problems)
    question = packing.read(SHAPE, fields, is_source=True)
    fields.end()
    return question, [problem.place for problem in problems]


def test_an_entry_points_at_another_by_its_name_in_a_file_and_by_its_number_in_the_editor():
    question, problems = read(CONTENT)
    assert not problems
    value = packing.to_value(SHAPE, question, lambda name: f"uuid-{name}")
    assert [entry["value"].get("target") for entry in value["choices"]] == [2, None]
    assert value["low"] == -5
    again = packing.from_value(SHAPE, value, lambda uuid: uuid.removeprefix("uuid-"))
    assert again == question
    settings, body = packing.write(SHAPE, again)
    assert settings | body == CONTENT


def test_an_entry_that_points_nowhere_is_named():
    choices = [{"id": "a", "target": "z", "text": "A"}]
    assert read(CONTENT | {"choices": choices})[1] == ["choices[a].target"]


def test_no_two_entries_of_a_question_share_a_name_and_a_list_may_have_a_length_of_its_own():
    targets = [{"id": "a", "text": "longer than five"}, {"id": "y", "text": "Y"}]
    assert read(CONTENT | {"targets": targets})[1] == ["targets[a].id"]
    choices = [{"id": "a", "text": "longer than five"}]
    assert read(CONTENT | {"choices": choices})[1] == ["choices[a].text"]
