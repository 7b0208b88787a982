"""H5P: every content type that asks, wherever it stands; nothing of it is ever run or kept."""

import json
import os
import random
from pathlib import Path

import pytest

from assessments import interactions
from assessments.exchange import banks
from assessments.exchange.banks.base import BankError
from common import zips
from tests.assessments.banks.checking import check, read_or_refuse, written_by_person
from tests.assessments.banks.damaging import damaged

pytestmark = pytest.mark.pure
MUTATIONS = int(os.environ.get("ORIENTIR_MUTATIONS", "1000"))


def package(library, params, more=None):
    """An H5P package."""
    about = {"title": "Rights at work", "language": "uk", "mainLibrary": library}
    files = {"h5p.json": json.dumps(about).encode(), "content/content.json": json.dumps(params).encode()}
    return zips.pack(files | (more or {}))


def read(library, params, more=None):
    """Read such a package."""
    bank = banks.reader("h5p").read(package(library, params, more), "file.h5p")
    check(bank)
    return bank


def inner(library, params, identifier="", title=""):
    """A content type inside another one."""
    return {"library": f"{library} 1.2", "params": params, "subContentId": identifier, "metadata": {"title": title}}


CHOICE = {
    "question": "<p>When is a contract <em>signed</em>?</p>",
    "answers": [
        {"text": "<div>Later</div>", "correct": False, "tipsAndFeedback": {"chosenFeedback": "<div>No.</div>"}},
        {"text": "Before work", "correct": True, "tipsAndFeedback": {"tip": "Look at the law"}},
    ],
    "behaviour": {"type": "auto", "randomAnswers": True},
}
SEVERAL = {
    "question": "Which?",
    "answers": [{"text": text, "correct": text != "c"} for text in "abc"],
    "behaviour": {"singlePoint": False},
}
TRUE = {
    "question": "Pay is agreed.",
    "correct": "true",
    "behaviour": {"feedbackOnCorrect": "Yes", "feedbackOnWrong": "No"},
}
SET = {"choices": [{"question": f"Q{n}?", "answers": ["right", "wrong"], "subContentId": ""} for n in (1, 2)]}
BLANKS = {
    "text": "<p>Fill in.</p>",
    "questions": ["<p>One *cat/kitty:it meows* and 3 ** 4 [5].</p>", "<p>A *dog*.</p>"],
    "behaviour": {"caseSensitive": False},
}
DRAG = {
    "taskDescription": "Drag.",
    "textField": "A *cat:tip\\+Yes\\-No, a cat* sits.\nA *dog*.",
    "distractors": "*cow*",
}
MARK = {"taskDescription": "Mark the animals.", "textField": "<p>*cat* chair *dog*</p>"}
SUMMARY = {"intro": "Choose.", "summaries": [{"summary": ["right", "wrong", "worse"], "tip": ""}]}
CARDS = {"description": "Match.", "dialogs": [{"text": f"<p>t{n}</p>", "answer": f"a{n}"} for n in range(9)]}
FLASH = {"description": "Say.", "cards": [{"text": "2 + 2", "answer": "four/4"}, {"text": "1 + 1", "answer": "two"}]}
BRANCH = {"branchingScenario": {
    "title": "An offer",
    "startScreen": {"startScreenTitle": "<p>An offer</p>", "startScreenSubtitle": "<p>Somebody writes.</p>"},
    "endScreens": [{"endScreenTitle": "The end", "endScreenScore": 0}],
    "content": [
        {"type": inner("H5P.AdvancedText", {"text": "<p>A message comes.</p>"}), "nextContentId": 1},
        {"type": inner("H5P.BranchingQuestion", {"branchingQuestion": {"question": "<p>What now?</p>", "alternatives": [
            {"text": "Ask", "nextContentId": 2, "feedback": {"title": "Good idea"}},
            {"text": "Go", "nextContentId": -1, "feedback": {}},
        ]}})},
        {"type": inner("H5P.BranchingQuestion", {"branchingQuestion": {"question": "And?", "alternatives": [
            {"text": "Check", "nextContentId": -1, "feedback": {"title": "Safe", "endScreenScore": 10}},
            {"text": "Wait", "nextContentId": -1, "feedback": {"title": "Lost time", "endScreenScore": 4}},
        ]}})},
    ],
}}  # fmt: skip
# content type → its content, and what it becomes.
CONTENT = {
    "H5P.MultiChoice": (CHOICE, ["choice"]),
    "H5P.TrueFalse": (TRUE, ["true_false"]),
    "H5P.SingleChoiceSet": (SET, ["choice", "choice"]),
    "H5P.Blanks": (BLANKS, ["text_entry"]),
    "H5P.DragText": (DRAG, ["gap_match"]),
    "H5P.MarkTheWords": (MARK, ["hottext"]),
    "H5P.Summary": (SUMMARY, ["choice"]),
    "H5P.Dialogcards": (CARDS, ["match", "match"]),
    "H5P.Flashcards": (FLASH, ["text_entry", "text_entry"]),
    "H5P.BranchingScenario": (BRANCH, ["scenario"]),
    "H5P.Essay": ({"taskDescription": "Write."}, [written_by_person()]),
    "H5P.Crossword": ({"words": [{"clue": "?", "extraClue": inner("H5P.AdvancedText", {})}]}, ["! unknown_kind"]),
    "H5P.Accordion": ({"panels": [{"content": inner("H5P.AdvancedText", {"text": "x"})}]}, []),
}
ALL = [inner(library, params) for library, (params, _wanted) in CONTENT.items()]
CONTAINERS = {
    "H5P.QuestionSet": {"questions": ALL},
    "H5P.Column": {"content": [{"content": one, "useSeparator": "auto"} for one in ALL]},
    "H5P.CoursePresentation": {"presentation": {"slides": [{"elements": [{"x": 1, "action": one}]} for one in ALL]}},
    "H5P.InteractiveVideo": {"interactiveVideo": {
        "video": {"files": [{"path": "videos/a.mp4", "mime": "video/mp4"}]},
        "assets": {"interactions": [{"duration": {"from": 1, "to": 2}, "action": one} for one in ALL]},
        "summary": {"task": inner("H5P.Summary", {"intro": "At the end", "summaries": [{"summary": ["a", "b"]}]})},
    }},
    "H5P.InteractiveBook": {"chapters": [inner("H5P.Column", {"content": [{"content": one}]}) for one in ALL]},
    "H5P.GameMap": {"gamemap": {"elements": [{"contentsList": [{"contentType": one}]} for one in ALL]}},
}  # fmt: skip


def outcome(bank):
    """What was made of it, in the order of places."""
    found = [question.kind for question in bank.questions] + [f"! {finding.reason}" for finding in bank.reported]
    return sorted(found)


@pytest.mark.parametrize("library", CONTENT)
def test_a_content_type_becomes_what_it_asks(library):
    params, wanted = CONTENT[library]
    bank = read(library, params)
    assert outcome(bank) == sorted(wanted)
    assert (bank.title, bank.language, bank.meta["main"]) == ("Rights at work", "uk", library)
    assert wanted or any(note.reason == "not_a_question" for note in bank.notes)


@pytest.mark.parametrize("library", CONTAINERS)
def test_everything_inside_a_container_is_found(library):
    bank, again = read(library, CONTAINERS[library]), read(library, CONTAINERS[library])
    wanted = [kind for _params, kinds in CONTENT.values() for kind in kinds]
    assert outcome(bank) == sorted(wanted + (["choice"] if library == "H5P.InteractiveVideo" else []))
    keys = [question.key for question in bank.questions]
    assert keys == [question.key for question in again.questions]
    assert len(set(keys)) == len(keys)
    places = [one.place for one in (*bank.questions, *bank.reported)]
    assert len(set(places)) == len(places)


def question(library, params=None):
    """The first question of a content type."""
    return read(library, params or CONTENT[library][0]).questions[0].question


def test_choices_keep_their_key_and_comments():
    made = question("H5P.MultiChoice")
    assert made.texts["prompt"] == "When is a contract signed?"
    assert [(one.texts, one.is_correct) for one in made.choices] == [
        ({"text": "Later", "feedback": "No."}, False), ({"text": "Before work"}, True),
    ]  # fmt: skip
    assert made.settings["cardinality"] == "single"
    assert question("H5P.MultiChoice", SEVERAL).settings == {
        "cardinality": "multiple", "shuffle": True, "scoring": "partial",
    }  # fmt: skip
    assert [one.is_correct for one in question("H5P.SingleChoiceSet").choices] == [True, False]
    assert question("H5P.TrueFalse").texts["feedback_wrong"] == "No"
    assert [one.texts["text"] for one in question("H5P.MarkTheWords").choices if one.is_correct] == ["cat", "dog"]
    assert read("H5P.MultiChoice", CHOICE | {"answers": CHOICE["answers"][:1]}).reported[0].reason == "no_key"


def test_texts_with_asterisks_become_gaps():
    made = question("H5P.Blanks")
    assert made.texts["passage"] == "One [1] and 3 * 4 [[5]].\nA [2]."
    assert [(one.texts["text"], one.settings["gap"]) for one in made.choices] == [("cat", 1), ("kitty", 1), ("dog", 2)]
    made = question("H5P.DragText")
    assert made.texts["passage"] == "A [1] sits.\nA [2]."
    assert [(one.texts.get("feedback"), one.settings["gap"]) for one in made.choices] == [
        ("No, a cat", 1), (None, 2), (None, 0),
    ]  # fmt: skip


def test_words_to_mark_stay_in_their_text_and_a_long_one_offers_some_of_them():
    made = question("H5P.MarkTheWords", {"taskDescription": "Mark.", "textField": "A *cat* [3] sits."})
    assert made.texts["passage"] == "[1] [2] [[3]] [3]."
    assert [(one.texts["text"], one.is_correct) for one in made.choices] == [
        ("A", False),
        ("cat", True),
        ("sits", False),
    ]
    long = {"taskDescription": "Mark.", "textField": "*cat* " + " ".join(f"word{n}" for n in range(40))}
    bank = read("H5P.MarkTheWords", long)
    assert [len(one.question.choices) for one in bank.questions] == [20]
    assert [finding.reason for finding in bank.notes] == ["fewer_choices"]
    every = {"textField": " ".join(f"*word{n}*" for n in range(20))}
    assert read("H5P.MarkTheWords", every).reported[0].reason == "too_many_choices"


def test_cards_become_pairs_in_questions_of_like_size():
    bank = read("H5P.Dialogcards", CARDS)
    assert [len(one.question.choices) for one in bank.questions] == [4, 5]
    targets = {one.id: one.texts["text"] for one in bank.questions[0].question.lists["targets"]}
    assert targets[bank.questions[0].question.choices[2].settings["target"]] == "a2"


def test_a_branching_scenario_with_points_becomes_a_story():
    made = question("H5P.BranchingScenario")
    assert made.texts["prompt"] == "An offer\nSomebody writes."
    endings = {one.texts["text"]: one.settings["ending"] for one in made.choices if one.settings}
    assert endings == {"The end": "bad", "Safe": "good", "Lost time": "mixed"}
    assert [one.texts["text"] for one in made.lists["targets"]] == ["…", "Ask", "Go", "Check", "Wait"]


def test_a_branching_scenario_that_does_not_fit_is_reported_and_its_questions_are_taken():
    nodes = [{"type": inner("H5P.CoursePresentation", {"slides": [{"action": inner("H5P.MultiChoice", CHOICE)}]}),
              "nextContentId": -1}]  # fmt: skip
    bank = read("H5P.BranchingScenario", {"branchingScenario": {"content": nodes}})
    assert outcome(bank) == ["! unknown_kind", "choice"]
    without_points = json.loads(json.dumps(BRANCH).replace("endScreenScore", "x"))
    assert read("H5P.BranchingScenario", without_points).reported[0].reason == "no_key"


def test_identifiers_are_keys_and_titles_are_names():
    name = "939ee32a-0d36-4344-a433-3b060ce46744"
    bank = read("H5P.Column", {"content": [
        inner("H5P.TrueFalse", TRUE, name, "Pay"), inner("H5P.MultiChoice", CHOICE, name, "Untitled Multiple Choice"),
    ]})  # fmt: skip
    assert [one.key == name for one in bank.questions] == [True, False]
    assert [one.name for one in bank.questions] == ["Pay", "When is a contract signed?"]
    assert [one.category for one in bank.questions] == ["Rights at work"] * 2


def test_only_content_and_its_pictures_are_read():
    media = {"type": {"library": "H5P.Image 1.1", "params": {"alt": "A door", "file": {
        "path": "images/a.png", "mime": "image/png"}}}}  # fmt: skip
    lost = {"file": {"path": "https://example.org/a.png", "mime": "image/png"}}
    more = {"content/images/a.png": b"\x89PNG", "H5P.TrueFalse-1.2/a.js": b"alert(1)", "content/x.html": b"<script>"}
    bank = read("H5P.TrueFalse", TRUE | {"media": media, "other": lost}, more)
    (picture,) = bank.questions[0].media
    assert (picture.path, picture.alt) == ("content/images/a.png", "A door")
    assert [note.reason for note in bank.notes if note.kind == "H5P.TrueFalse"] == ["media_missing"]


@pytest.mark.parametrize(("files", "reason"), [
    ({"a.txt": b""}, "wrong_format"),
    ({"h5p.json": b"{}", "content/content.json": b"{}"}, "damaged"),
    ({"h5p.json": b'{"mainLibrary":"H5P.Column"};', "content/content.json": b"{}"}, "damaged"),
    ({"h5p.json": b'{"mainLibrary":"H5P.Column"}', "content/content.json": b"[]"}, "damaged"),
    ({"h5p.json": b'{"mainLibrary":"H5P.Column"}', "content/content.json": b"[" * 100_000}, "damaged"),
    ({"h5p.json": b'{"mainLibrary":"H5P.Column"}',
      "content/content.json": b'{"a":' * 500 + b"{}" + b"}" * 500}, "too_deep"),
])  # fmt: skip
def test_what_is_no_package_is_refused(files, reason):
    with pytest.raises(BankError) as refused:
        banks.reader("h5p").read(zips.pack(files), "file.h5p")
    assert refused.value.reason == reason


def test_halves_of_letters_and_wrong_types_do_no_harm():
    params = {"question": "Is it \ud800 so?\x00", "correct": True, "behaviour": [1], "media": "x", "l10n": None}
    made = read("H5P.TrueFalse", params).questions[0]
    made.question.texts["prompt"].encode()
    for wrong in (None, 1, [], "x", [[]], {"params": []}):
        for library, (content, _wanted) in CONTENT.items():
            for name in content:
                read_or_refuse("h5p", package(library, content | {name: wrong}))


@pytest.mark.parametrize("turn", range(4))
def test_damaged_content_is_read_or_refused(turn):
    chooser = random.Random(turn)
    content = [json.dumps(params).encode() for params in CONTAINERS.values()]
    libraries, read_ = list(CONTAINERS), 0
    for _turn in range(MUTATIONS // 4):
        place = chooser.randrange(len(content))
        about = json.dumps({"mainLibrary": libraries[place]}).encode()
        files = {"h5p.json": about, "content/content.json": damaged(chooser, content[place])}
        read_ += not isinstance(read_or_refuse("h5p", zips.pack(files)), BankError)
    assert 0 < read_ < MUTATIONS // 4


def test_damaged_packages_are_read_or_refused():
    chooser, data = random.Random("zip"), package("H5P.Column", CONTAINERS["H5P.Column"])
    for _turn in range(MUTATIONS):
        read_or_refuse("h5p", damaged(chooser, data))


# --- What the world writes ------------------------------------------------------------------------------------------
if "ORIENTIR_SAMPLES" in os.environ:
    ROOT = Path(os.environ["ORIENTIR_SAMPLES"])
    INDEX = {entry["file"]: entry["expected"] for entry in json.loads((ROOT / "INDEX.json").read_text())}
    ASKS = set(CONTENT) - {"H5P.Accordion"}

    @pytest.mark.parametrize("path", sorted((ROOT / "h5p").iterdir()), ids=lambda path: path.name)
    def test_a_foreign_package_loses_nothing(path):
        told = INDEX[f"h5p/{path.name}"]
        bank = read_or_refuse("h5p", path.read_bytes())
        if isinstance(bank, BankError):
            assert not told["lumi_10.0.4"]["accepted"]
            return
        library = told["read"]["main"].partition(" ")[0]
        assert bank.meta["main"] == library
        assert bool(bank.questions_in) == (library in ASKS)
        assert all(one.kind in interactions.KINDS for one in bank.questions)
        again = read_or_refuse("h5p", path.read_bytes())
        assert [one.key for one in again.questions] == [one.key for one in bank.questions]
