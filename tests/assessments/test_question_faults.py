"""What is wrong with a question is said beside its field when it is saved, and by name when a quiz is published."""

import json

import pytest
from django.core.exceptions import ValidationError

from assessments.blocks import INTERACTIONS
from assessments.interactions.base import FrozenError
from assessments.interactions.faults import faults, frozen_sentence
from assessments.services import NotPublishable, publish_quiz
from tests.factories.questions import ItemFactory, QuizFactory, choice, entry, order

pytestmark = pytest.mark.django_db


def value_of(stored):
    return json.loads(stored)[0]["value"]


def cleaned(stored):
    """Save the question as the editor would."""
    return INTERACTIONS.clean(INTERACTIONS.to_python(json.loads(stored)))


def with_entries(stored, name, entries):
    stream = json.loads(stored)
    stream[0]["value"][name] = entries
    return json.dumps(stream)


def match_question(target):
    value = {
        "prompt": "Which?",
        "scoring": "all",
        "choices": [entry(f"left-{number}", text="left", target=number, misconception="m") for number in (1, target)],
        "targets": [entry(f"right-{number}", text="right") for number in (1, 2)],
    }
    return json.dumps([{"type": "match", "id": "a", "value": value}])


def told(refused):
    return refused.value.as_json_data()["blockErrors"][0]["blockErrors"]


def test_a_question_without_a_right_choice_is_refused_at_the_list():
    with pytest.raises(ValidationError) as refused:
        cleaned(choice("q", right=""))
    assert told(refused) == {"choices": {"messages": ["No choice is marked as correct."]}}


def test_a_number_that_leads_nowhere_is_refused_at_its_entry():
    with pytest.raises(ValidationError) as refused:
        cleaned(match_question(target=9))
    message = {"messages": ["Give the number of an entry that is there."]}
    assert told(refused) == {"choices": {"blockErrors": {1: {"blockErrors": {"target": message}}}}}


def test_a_sound_question_is_saved_and_a_missing_misconception_is_advice_only():
    cleaned(match_question(target=2))
    bare = [entry(f"q-{letter}", text=letter, correct=letter == "a", feedback="", misconception="") for letter in "ab"]
    stored = with_entries(choice("q"), "choices", bare)
    cleaned(stored)
    found = list(faults("choice", value_of(stored)))
    assert [(fault.field, fault.entry, fault.part, fault.is_advice) for fault in found] == [
        ("choices", 2, "misconception", True)
    ]


def test_every_fault_of_a_field_is_told_at_once():
    two_right = [entry(f"q-{number}", text="t", correct=True, misconception="") for number in range(9)]
    assert [fault.message for fault in faults("choice", value_of(with_entries(choice("q"), "choices", two_right)))] == [
        "A question has from 2 to 8 choices.",
        "A single choice has one right answer.",
    ]


def test_publication_names_question_and_field():
    sound, broken = ItemFactory(name="Sound"), ItemFactory(name="Pay", interaction=choice("q", right="ab"))
    with pytest.raises(NotPublishable) as refused:
        publish_quiz(quiz=QuizFactory(items=[sound, broken]), actor=None)
    assert refused.value.reasons == ["“Pay” – Choices: A single choice has one right answer."]


def test_publication_counts_the_entry_of_a_list():
    item = ItemFactory(name="Words", interaction=match_question(target=9))
    with pytest.raises(NotPublishable) as refused:
        publish_quiz(quiz=QuizFactory(items=[item]), actor=None)
    assert refused.value.reasons == ["“Words” – Left sides, entry 2: Give the number of an entry that is there."]


def test_a_question_asked_twice_is_named():
    item = ItemFactory(name="Once")
    with pytest.raises(NotPublishable) as refused:
        publish_quiz(quiz=QuizFactory(items=[item, item]), actor=None)
    assert refused.value.reasons == ["“Once” stands in the quiz twice. Take one of them out."]


def test_what_no_rule_foresees_is_still_a_plain_sentence():
    broken = json.loads(order("q"))
    broken[0]["value"]["choices"][1]["value"]["text"] = " "
    item = ItemFactory(name="Steps", interaction=json.dumps(broken))
    with pytest.raises(NotPublishable) as refused:
        publish_quiz(quiz=QuizFactory(items=[item]), actor=None)
    assert refused.value.reasons == ["“Steps” – A text is empty."]
    assert frozen_sentence(FrozenError("anything", "unknown field 'x'")).startswith("It is incomplete.")


def test_a_new_question_opens_with_as_many_empty_entries_as_it_needs():
    fresh = INTERACTIONS.child_blocks["match"].get_default()
    assert [len(fresh[name]) for name in ("choices", "targets")] == [2, 2]
    assert len(INTERACTIONS.child_blocks["numeric"].get_default()["choices"]) == 0
