"""QTI 3 packages of our own: nothing is lost on the way out and back, and others can read them."""

import dataclasses
import io
import zipfile
from importlib import import_module

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments import interactions
from assessments.exchange import banks
from assessments.exchange.banks import qti3
from assessments.exchange.banks.base import Bank, BankQuestion, Media
from assessments.exchange.banks.building import content_digest, refusal
from assessments.exchange.banks.qti import names
from assessments.exchange.banks.qti3.item import WRITERS
from assessments.interactions import packing
from assessments.interactions.packing import PackEntry, PackQuestion
from cms.exchange import yaml_files
from cms.exchange.fields import Fields
from cms.exchange.problems import Problems
from tests.assessments.banks.checking import check
from tests.assessments.banks.qti_items import ITEMS

pytestmark = pytest.mark.pure
UNSCORED = ("likert", "slider")
OTHERS = {
    "numeric": "prompt: How many?\nlow: '7.5'\nhigh: '8'\npassage: hours\nmisconception: m\nfeedback: f",
    "likert": "prompt: Sure?\nchoices:\n- {id: a, text: no}\n- {id: b, text: a bit}\n- {id: c, text: quite}",
    "slider": "prompt: How?\npassage: never | always\nlow: 0\nhigh: 10",
    "text_entry": "prompt: Fill in.\npassage: 'A [1] and [[2]] [2].'\nchoices:\n- {id: a, text: cat}\n"
    "- {id: b, text: dog, gap: 2}\n- {id: c, text: cow, gap: 2, correct: false, misconception: x}\nmisconception: m",
    "scenario": "prompt: A story.\nchoices:\n- {id: s, text: Start}\n- {id: e, text: End, ending: good}\n"
    "targets:\n- {id: w, text: Go, scene: s, leads_to: e}",
}


def made(kind):
    """A question as its kind's own tests write it."""
    room = import_module(f"tests.assessments.kinds.{kind}")
    lines = getattr(room, "QUESTION", "") or OTHERS[kind]
    text = "\n".join(line for line in lines.replace("\n    ", "\n").strip().split("\n") if "difficulty" not in line)
    problems = Problems()
    fields = Fields(yaml_files.load(text.replace(": no}", ": 'no'}"), "a", problems), "a", problems)
    question = packing.read(interactions.pack(kind).SHAPE, fields, is_source=True)
    assert list(problems) == []
    assert refusal(kind, question) is None
    return question


def has_example(kind):
    """Whether its kind's tests, or this module, write such a question."""
    return kind in OTHERS or hasattr(import_module(f"tests.assessments.kinds.{kind}"), "QUESTION")


KINDS = {kind: made(kind) for kind in interactions.KINDS if has_example(kind)}
WORDS = st.text(st.characters(codec="utf-8"), min_size=1, max_size=60).map(
    lambda text: text.replace("\0", "").replace("[", "(").strip()
)


@st.composite
def questions(draw):
    """A question of any kind with any words; what it asks and what is right stay."""
    kind = draw(st.sampled_from(sorted(KINDS)))
    number = iter(range(99))

    def other(name, text):
        added = draw(WORDS)
        if name == "passage" or (kind in ("slider", "numeric") and name == "passage"):
            return text if kind in ("slider", "numeric") else f"{text} {added}".strip()
        return f"{next(number)} {added}".strip()

    def entry(one):
        return PackEntry(one.id, {name: other(name, text) for name, text in one.texts.items()}, one.settings)

    base = KINDS[kind]
    lists = {name: tuple(entry(one) for one in entries) for name, entries in base.lists.items()}
    return kind, PackQuestion({name: other(name, text) for name, text in base.texts.items()}, lists, base.settings)


def bank_of(*given_, **fields):
    """A bank of questions with keys of their own."""
    made_ = tuple(
        BankQuestion(kind=kind, question=question, name=f"Name {number}", place="", key=f"{number}b-4e1f/{kind}",
                     category=f"part {number // 2}", tags=("pay", "ö & <b>"), **fields)
        for number, (kind, question) in enumerate(given_)
    )  # fmt: skip
    return Bank(format="own", questions=made_, title="Rights & duties", language="uk")


def read(data):
    """Read a package."""
    bank = banks.reader("qti").read(data, "file.zip")
    check(bank)
    return bank


def same(one):
    """What has to be equal on the way out and back."""
    return (one.kind, one.name, one.key, one.category, one.tags, dict(one.question.texts), dict(one.question.settings),
            {name: [(e.id, dict(e.texts), dict(e.settings)) for e in entries]
             for name, entries in one.question.lists.items()})  # fmt: skip


@given(st.lists(questions(), min_size=1, max_size=4, unique_by=lambda made_: content_digest(*made_)))
def test_a_package_of_ours_comes_back_as_it_was(given_):
    bank = bank_of(*given_)
    again = read(qti3.write(bank))
    assert again.reported == ()
    assert [same(one) for one in again.questions] == [same(one) for one in bank.questions]
    assert (again.title, again.language) == (bank.title, bank.language)
    assert qti3.write(again) == qti3.write(bank)


def test_every_kind_comes_back():
    bank = bank_of(*KINDS.items())
    assert [same(one) for one in read(qti3.write(bank)).questions] == [same(one) for one in bank.questions]


def without_seals(data):
    """The package as a system writes it that drops comments."""
    out = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(out, "w") as target:
        for name in source.namelist():
            lines = source.read(name).decode(errors="surrogateescape").split("\n")
            kept = "\n".join(line for line in lines if not line.startswith("<!--"))
            target.writestr(name, kept.encode(errors="surrogateescape"))
    return out.getvalue()


def test_others_read_the_same_kinds_and_keys():
    told = {kind: question for kind, question in KINDS.items() if kind in WRITERS and kind not in UNSCORED}
    bank = read(without_seals(qti3.write(bank_of(*told.items()))))
    assert bank.reported == ()
    assert [one.kind for one in bank.questions] == list(told)
    for one in bank.questions:
        ours = told[one.kind]
        right = [entry.texts.get("text") for entry in ours.choices if entry.is_correct]
        if one.kind == "numeric":  # the unit stands behind the box, so the box is shown
            assert one.question.texts["prompt"] == "How many?\n_____ hours"
        else:
            assert one.question.texts["prompt"] == ours.texts["prompt"]
            assert one.question.texts.get("passage") == ours.texts.get("passage")
        if one.kind in ("choice", "inline_choice", "text_entry"):
            assert [entry.texts.get("text") for entry in one.question.choices if entry.is_correct] == right
        if one.kind in ("numeric", "true_false"):
            assert one.question.settings == ours.settings


def test_a_question_that_somebody_changed_is_read_as_it_stands():
    data = qti3.write(bank_of(("choice", KINDS["choice"])))
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        text = archive.read("items/00001.xml").decode().replace("the hours", "the weather")
    changed = banks.reader("qti").read(text.encode(), "file.xml").questions[0]
    assert "the weather" in [entry.texts["text"] for entry in changed.question.choices]


def test_pictures_travel_along_and_back():
    picture = Media(path="x/Door.PNG", data=b"\x89PNG", alt='A "door" & more')
    again = read(qti3.write(bank_of(("choice", KINDS["choice"]), media=(picture,))))
    (found,) = again.questions[0].media
    assert (found.path, found.data, found.alt) == ("media/00001-1.png", picture.data, picture.alt)


def test_the_zip_has_one_order_and_no_clock():
    bank = bank_of(*KINDS.items())
    assert qti3.write(bank) == qti3.write(dataclasses.replace(bank))
    with zipfile.ZipFile(io.BytesIO(qti3.write(bank))) as archive:
        assert archive.namelist()[:3] == ["imsmanifest.xml", "test.xml", "items/00001.xml"]
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@given(st.text(st.characters(codec="utf-8"), min_size=1, max_size=60))
def test_a_key_comes_back_from_its_identifier(key):
    assert names.key(names.identifier(key)) == key


def test_identifiers_of_others_are_no_keys_of_ours():
    assert [names.key(name) for name in ("choice", "orientir-x-zz", "orientir-x-ff")] == ["", "", ""]
    assert all(names.key(name) == "" for name in ITEMS)
