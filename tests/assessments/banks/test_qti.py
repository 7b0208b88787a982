"""QTI 2 and 3: every interaction, packages, and what a package must not do."""

import json
import os
import random
from pathlib import Path

import pytest

from assessments import interactions
from assessments.exchange import banks
from assessments.exchange.banks.base import BankError
from common import zips
from tests.assessments.banks.checking import check, read_or_refuse
from tests.assessments.banks.damaging import damaged
from tests.assessments.banks.qti_items import ABC, ITEMS, SINGLE, declared, item, version_3

pytestmark = pytest.mark.pure
MUTATIONS = int(os.environ.get("ORIENTIR_MUTATIONS", "1000"))


def read(files):
    """Read a package, or one item."""
    data = zips.pack({name: text.encode() for name, text in files.items()}) if isinstance(files, dict) else files
    bank = banks.reader("qti").read(data if isinstance(data, bytes) else data.encode(), "file")
    check(bank)
    return bank


def one(name):
    """The only question of an item."""
    (question,) = read(ITEMS[name][0]).questions
    return question.question


def manifest(*names):
    """A manifest that names these entries as items."""
    listed = "".join(f'<resource identifier="r{n}" type="imsqti_item_xmlv2p1" href="{name}"/>'
                     for n, name in enumerate(names))  # fmt: skip
    return f'<manifest xmlns="http://www.imsglobal.org/xsd/imscp_v1p1"><resources>{listed}</resources></manifest>'


def everything():
    """One package with all items, named by their numbers so that places sort."""
    return {f"{number:02}.xml": text for number, (text, _wanted) in enumerate(ITEMS.values())}


@pytest.mark.parametrize("version", [lambda text: text, version_3], ids=["2.1", "3.0"])
@pytest.mark.parametrize("name", ITEMS)
def test_an_item_becomes_what_it_asks(name, version):
    text, wanted = ITEMS[name]
    bank = read(version(text))
    found = {question.place: question.kind for question in bank.questions}
    found |= {finding.place: f"! {finding.reason}" for finding in bank.reported}
    assert [found[place] for place in sorted(found)] == wanted
    assert bank.meta["items"] == "1"
    assert bool(wanted) != any(note.reason == "not_a_question" for note in bank.notes)


def test_keys_are_the_declared_ones():
    right = {name: [entry.texts["text"] for entry in one(name).choices if entry.is_correct]
             for name in ("single", "single-mapped", "several", "plain-program")}  # fmt: skip
    assert right == {
        "single": ["two"],
        "single-mapped": ["two"],
        "several": ["one", "two"],
        "plain-program": ["two"],
    }
    assert [one(name).settings["scoring"] for name in ("several", "several-mapped")] == ["all", "partial"]
    assert one("true-or-false").settings["answer"] is True
    assert [entry.texts["text"] for entry in one("order").choices] == ["three", "one", "two"]
    for name, pairs in (("match", {"one": "zwei", "two": "eins"}), ("match-turned", {"one": "eins", "two": "zwei"})):
        targets = {entry.id: entry.texts["text"] for entry in one(name).lists["targets"]}
        assert {entry.texts["text"]: targets[entry.settings["target"]] for entry in one(name).choices} == pairs
        assert len(targets) == 3
    groups = {entry.texts["text"]: entry.settings["partner"] for entry in one("associate").choices}
    assert groups["one"] == groups["two"] != groups["three"] == ""
    assert {entry.texts["text"]: entry.settings["gap"] for entry in one("gap-match").choices} == {
        "one": 1, "two": 2, "three": 0,
    }  # fmt: skip
    assert one("gap-match").texts["passage"] == "Say [1] and [2] [[3]]."
    lists = [(entry.texts["text"], entry.settings["gap"]) for entry in one("lists").choices if entry.is_correct]
    assert lists == [("one", 1), ("two", 2)]
    assert one("number").settings == {"low": "8", "high": "9.5"}


def test_words_stand_where_they_are_read():
    assert dict(one("typed").texts) == {"prompt": "Sun of"}
    assert dict(one("typed-twice").texts) == {"prompt": "Count.", "passage": "First [1], then [2]."}
    assert one("typed-mapped").texts["passage"] == "This sun of [1]."
    assert [(entry.texts["text"], entry.is_correct) for entry in one("typed-mapped").choices] == [
        ("York", True), ("Yorck", False),
    ]  # fmt: skip
    assert one("number").texts["prompt"] == "Length: _____ m"
    prompts = [question.question.texts["prompt"] for question in read(ITEMS["several-interactions"][0]).questions]
    assert prompts == ["Read.\nWhich?", "Read.\nNext.\nWhich?", "Read."]
    first, second = (question.question.texts["prompt"] for question in read(ITEMS["numbers-on-lines"][0]).questions)
    assert (first, second) == ("Both.\nLength: _____", "Both.\nWidth: _____")


def test_comments_go_where_they_belong():
    question = one("comments")
    assert question.texts["feedback"] == "Two comes after one."
    said = [entry.texts["feedback"] for entry in question.choices]
    assert said == ["No, not one.", "Yes!", "No."]


@pytest.mark.parametrize("version", [lambda text: text, version_3], ids=["2.1", "3.0"])
def test_a_package_loses_nothing_and_doubles_nothing(version):
    files = {name: version(text) for name, text in everything().items()}
    bank, again = read(files), read(files)
    wanted = [kind for _text, kinds in ITEMS.values() for kind in kinds]
    assert bank.questions_in == len(wanted)
    assert bank.meta["items"] == str(len(ITEMS))
    # Equal questions stand in the file under several names here.
    doubled = [finding for finding in bank.reported if finding.reason == "duplicate"]
    assert len(bank.questions) + len(doubled) == sum(kind in interactions.KINDS for kind in wanted)
    keys = [question.key for question in bank.questions]
    assert keys == [question.key for question in again.questions]
    assert len(set(keys)) == len(keys)


def test_the_order_is_that_of_the_test_then_of_the_manifest():
    prompt = [SINGLE.replace("Which?", word) for word in ("One?", "Two?", "Three?", "Four?")]
    files = {f"q/{n}.xml": item(declared(["A"]), text) for n, text in enumerate(prompt)}
    test = ('<assessmentTest title="Rights"><testPart><assessmentSection title="Pay">'
            '<assessmentItemRef href="q/2.xml"/></assessmentSection></testPart></assessmentTest>')  # fmt: skip
    bank = read({"imsmanifest.xml": manifest("q/1.xml", "q/2.xml"), "test.xml": test} | files)
    assert [question.place for question in bank.questions] == ["q/2.xml", "q/1.xml", "q/0.xml", "q/3.xml"]
    assert [question.category for question in bank.questions] == ["Pay", "", "", ""]
    assert bank.title == "Rights"


def test_what_a_manifest_promises_and_the_package_lacks_is_reported():
    files = {"imsmanifest.xml": manifest("a.xml", "b.xml", "c.xml", "../d.xml"), "a.xml": ITEMS["single"][0],
             "b.xml": "<assessmentItem><itemBody>"}  # fmt: skip
    bank = read(files)
    assert len(bank.questions) == 1
    assert {(finding.place, finding.reason) for finding in bank.reported} == {
        ("b.xml", "broken"), ("c.xml", "media_missing"), ("../d.xml", "media_missing"),
    }  # fmt: skip


def test_pictures_travel_by_their_names():
    body = '<p>Look <img src="../pictures/a%20b.png" alt="A door"/> <img src="lost.png"/></p>' + SINGLE
    files = {"items/a.xml": item(declared(["B"]), body).encode(), "pictures/a b.png": b"\x89PNG"}
    bank = read(zips.pack(files))
    (picture,) = bank.questions[0].media
    assert (picture.path, picture.data, picture.alt) == ("pictures/a b.png", b"\x89PNG", "A door")
    assert ("media_missing", "lost.png") in [(note.reason, note.detail) for note in bank.notes]


def test_document_types_that_declare_things_are_refused_and_names_of_them_are_not():
    text = ITEMS["single"][0].partition("\n")[2]
    assert len(read('<!DOCTYPE assessmentItem SYSTEM "http://example.org/a.dtd">' + text).questions) == 1
    bomb = '<!DOCTYPE assessmentItem [<!ENTITY a "aaaa">]>' + text.replace("Which?", "&a;")
    with pytest.raises(BankError) as refused:
        read(bomb)
    assert refused.value.reason == "declarations"
    bank = read({"imsmanifest.xml": manifest("a.xml"), "a.xml": bomb})
    assert [finding.reason for finding in bank.reported] == ["broken"]


@pytest.mark.parametrize("turn", range(4))
def test_damaged_entries_are_read_or_refused(turn):
    chooser = random.Random(turn)
    files = {name: text.encode() for name, text in everything().items()} | {"imsmanifest.xml": manifest().encode()}
    names, taken = sorted(files), 0
    for _turn in range(MUTATIONS // 4):
        chosen = {name: files[name] for name in chooser.sample(names, 3)}
        bank = read_or_refuse("qti", zips.pack({name: damaged(chooser, data) for name, data in chosen.items()}))
        taken += not isinstance(bank, BankError) and len(bank.questions) > 0
    assert 0 < taken < MUTATIONS // 4


def test_damaged_packages_are_read_or_refused():
    chooser = random.Random("zip")
    data = zips.pack({name: text.encode() for name, text in list(everything().items())[:6]})
    for _turn in range(MUTATIONS):
        read_or_refuse("qti", damaged(chooser, data))


def test_an_item_of_very_many_elements_is_refused_before_it_is_in_memory():
    with pytest.raises(BankError) as refused:
        read("<assessmentItem><itemBody>" + "<p/>" * 100_001 + "</itemBody></assessmentItem>")
    assert refused.value.reason == "too_many"


def test_private_letters_of_a_foreign_text_are_no_gaps():
    text = item(declared(["B"]), "<p>\ue0000\ue001 \ue00099\ue001</p>" + block_of(ABC))
    assert read(text).questions[0].question.texts["prompt"] == "0 99\nWhich?"


def block_of(inside):
    """A choice with a prompt."""
    return SINGLE.replace(ABC, inside)


# --- What the world writes ------------------------------------------------------------------------------------------
if "ORIENTIR_SAMPLES" in os.environ:
    ROOT = Path(os.environ["ORIENTIR_SAMPLES"])
    INDEX = {entry["file"]: entry["expected"] for entry in json.loads((ROOT / "INDEX.json").read_text())}

    @pytest.mark.parametrize("path", sorted((ROOT / "qti").iterdir()), ids=lambda path: path.name)
    def test_a_foreign_file_loses_nothing(path):
        told = INDEX[f"qti/{path.name}"]["read"]
        bank = read_or_refuse("qti", path.read_bytes())
        if isinstance(bank, BankError):
            assert told["items"] == 0
            return
        counts = {name: int(count) for name, count in bank.meta.items()}
        classic = counts.pop("classic-items", 0)
        assert counts.pop("items", 0) == told["items"]
        assert counts == told["interactions"]
        places = {one.place.partition("#")[0] for one in (*bank.questions, *bank.reported, *bank.notes)}
        assert len(places) >= told["items"]
        assert bank.questions_in >= told["items"] + classic - sum(n.reason == "not_a_question" for n in bank.notes)
        again = read_or_refuse("qti", path.read_bytes())
        assert [one.key for one in again.questions] == [one.key for one in bank.questions]
