"""QTI 1.2: what its conditions make right, and what only a program could decide."""

import pytest

from assessments.exchange import banks
from common import zips
from tests.assessments.banks.checking import DATA, check

pytestmark = pytest.mark.pure
SAMPLE = (DATA / "qti" / "classic.xml").read_text()


def read(text):
    """Read a document."""
    bank = banks.reader("qti").read(text.encode(), "file.xml")
    check(bank)
    return bank


def choices(processing, cardinality="Single"):
    """The bank of one item with three choices and this processing."""
    labels = "".join(f'<response_label ident="{name}"><material><mattext>{name}</mattext></material></response_label>'
                     for name in "ABC")  # fmt: skip
    return read(
        '<questestinterop><item ident="q" title="Q"><presentation><material><mattext>Which?</mattext></material>'
        f'<response_lid ident="R" rcardinality="{cardinality}"><render_choice>{labels}</render_choice></response_lid>'
        f"</presentation><resprocessing>{processing}</resprocessing></item></questestinterop>"
    )


def condition(test, points, action="Set"):
    """A condition with its points."""
    return (f"<respcondition><conditionvar>{test}</conditionvar>"
            f'<setvar action="{action}">{points}</setvar></respcondition>')  # fmt: skip


def equal(name, response="R"):
    """A comparison."""
    return f'<varequal respident="{response}">{name}</varequal>'


def outcome(bank):
    """Right choices and scoring, or the reason."""
    if bank.reported:
        return str(bank.reported[0].reason)
    made = bank.questions[0].question
    return "".join(entry.texts["text"] for entry in made.choices if entry.is_correct), made.settings["scoring"]


@pytest.mark.parametrize(("processing", "cardinality", "wanted"), [
    (condition(equal("B"), 100), "Single", ("B", "all")),
    (condition(equal("A"), 0) + condition(equal("C"), 5), "Single", ("C", "all")),
    (condition(equal("A"), 1) + condition(equal("B"), 1), "Single", "several_keys"),
    (condition(equal("A"), 50, "Add") + condition(equal("B"), 50, "Add"), "Multiple", ("AB", "partial")),
    (condition(equal("A"), 50, "Add") + condition(equal("B"), 50, "Subtract"), "Multiple", ("A", "all")),
    (condition(f"<and>{equal('A')}{equal('C')}<not>{equal('B')}</not></and>", 9), "Multiple", ("AC", "all")),
    (condition(f"<not>{equal('A')}</not>", 9), "Single", "response_processing"),
    (condition("<other/>", 9), "Single", "response_processing"),
    (condition(equal("A", "S"), 9), "Single", "response_processing"),
    (condition('<varsubstring respident="R">A</varsubstring>', 9), "Single", "response_processing"),
    (condition(equal("A"), 9, "Multiply"), "Single", "response_processing"),
    (condition(equal("A"), "x"), "Single", "response_processing"),
    (condition(equal("A"), 0), "Single", "no_key"),
    ("", "Single", "no_key"),
])  # fmt: skip
def test_conditions_make_the_key(processing, cardinality, wanted):
    assert outcome(choices(processing, cardinality)) == wanted


def test_the_sample_keeps_words_comments_and_numbers():
    questions = {question.name: question for question in read(SAMPLE).questions}
    first = questions["Один"].question
    assert first.texts == {"prompt": "Хто платить за роботу?", "feedback": "Закон."}
    assert [(entry.texts.get("feedback"), entry.is_correct) for entry in first.choices] == [
        ("Так.", True),
        (None, False),
    ]
    assert questions["Так чи ні"].question.settings["answer"] is False
    assert [entry.texts["text"] for entry in questions["Слово"].question.choices] == ["платня", "зарплата"]
    assert questions["Число"].question.settings == {"low": "7.5", "high": "8.5"}
    assert questions["Один"].key == "i20261122000000000000000000000001"
    assert read(SAMPLE).title == "Робота"


def test_pictures_are_found_by_either_way_of_naming_them():
    text = SAMPLE.replace("<p>Хто", '<img src="$IMS_CC_FILE_BASE$my%20files/a.png" alt="Door"><p>Хто')
    data = zips.pack({"x/quiz.xml": text.encode(), "my files/a.png": b"\x89PNG"})
    bank = banks.reader("qti").read(data, "file.zip")
    (picture,) = bank.questions[0].media
    assert (picture.path, picture.alt) == ("my files/a.png", "Door")
    assert bank.questions[0].place == "x/quiz.xml: line 6"


@pytest.mark.parametrize("kind", ["multiple_dropdowns_question", "matching_question", "calculated_question"])
def test_lists_that_are_no_choices_are_reported(kind):
    metadata = (f"<qtimetadata><qtimetadatafield><fieldlabel>question_type</fieldlabel><fieldentry>{kind}</fieldentry>"
                "</qtimetadatafield></qtimetadata>")  # fmt: skip
    bank = read(SAMPLE.replace("<presentation>", f"<itemmetadata>{metadata}</itemmetadata><presentation>", 1))
    assert (bank.reported[0].reason, bank.reported[0].kind) == ("unknown_kind", kind)
