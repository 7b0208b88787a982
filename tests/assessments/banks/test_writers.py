"""GIFT, Moodle XML and tables of our own: nothing is lost on the way out and back, and others can read them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.exchange import banks
from assessments.exchange.banks.building import content_digest
from tests.assessments.banks.checking import check
from tests.assessments.banks.test_qti3 import KINDS, bank_of, questions

pytestmark = pytest.mark.pure
FORMATS = ("gift", "moodle_xml", "table")
# What each format can say to others; the rest they see as words to be marked by a person.
SHARED = {
    "gift": ("choice", "true_false", "numeric", "match"),
    "moodle_xml": ("choice", "true_false", "numeric", "match", "order"),
    "table": ("choice", "true_false", "numeric", "match", "order"),
}


def write(name, bank):
    return banks.reader(name).write(bank)


def read(name, data):
    bank = banks.reader(name).read(data, "file")
    check(bank)
    return bank


def same(one):
    """What has to be equal on the way out and back."""
    return (one.kind, one.key, one.category, dict(one.question.texts), dict(one.question.settings),
            {name: [(e.id, dict(e.texts), dict(e.settings)) for e in entries]
             for name, entries in one.question.lists.items()})  # fmt: skip


@pytest.mark.parametrize("name", FORMATS)
@given(given_=st.lists(questions(), min_size=1, max_size=4, unique_by=lambda made: content_digest(*made)))
def test_what_we_write_comes_back_as_it_was(name, given_):
    bank = bank_of(*given_)
    again = read(name, write(name, bank))
    assert again.reported == ()
    assert [same(one) for one in again.questions] == [same(one) for one in bank.questions]
    assert write(name, again) == write(name, bank)


@pytest.mark.parametrize("name", FORMATS)
def test_every_kind_comes_back(name):
    bank = bank_of(*KINDS.items())
    assert [same(one) for one in read(name, write(name, bank)).questions] == [same(one) for one in bank.questions]


@pytest.mark.parametrize("name", FORMATS)
def test_others_read_the_same_kinds_and_keys(name):
    told = {kind: KINDS[kind] for kind in SHARED[name] if kind in KINDS}
    written = write(name, bank_of(*told.items())).decode()
    bank = read(name, re.sub(r"orientir:[0-9a-f]{16}:[A-Z2-7]+", "", written).encode())
    assert bank.reported == ()
    assert [one.kind for one in bank.questions] == list(told)
    for one in bank.questions:
        ours = told[one.kind]
        assert one.question.texts["prompt"] == ours.texts["prompt"]
        right = [entry.texts.get("text") for entry in one.question.choices if entry.is_correct]
        assert right == [entry.texts.get("text") for entry in ours.choices if entry.is_correct]
        if one.kind in ("numeric", "true_false"):
            assert one.question.settings == ours.settings


@pytest.mark.parametrize("name", FORMATS)
def test_a_question_that_somebody_changed_is_read_as_it_stands(name):
    data = write(name, bank_of(("choice", KINDS["choice"]))).replace(b"the hours", b"the weather")
    changed = read(name, data).questions[0]
    assert "the weather" in [entry.texts["text"] for entry in changed.question.choices]


@pytest.mark.parametrize("name", FORMATS)
def test_a_seal_that_was_made_up_is_no_way_in(name):
    data = write(name, bank_of(("choice", KINDS["choice"]))).decode()
    for other in ("orientir:", "orientir:0:A", "orientir:0000000000000000:" + "A" * 70_000):
        assert read(name, re.sub(r"orientir:[0-9a-f]{16}:[A-Z2-7]+", other, data).encode()).questions_in == 1


def test_no_cell_of_a_table_is_a_formula():
    kind, question = "true_false", KINDS["true_false"]
    evil = type(question)({**question.texts, "prompt": "=cmd|' /C calc'!A0"}, question.lists, question.settings)
    written = write("table", bank_of((kind, evil))).decode()
    assert "'=cmd" in written
    assert read("table", written.encode()).questions[0].question.texts["prompt"] == "=cmd|' /C calc'!A0"
