"""Every reader on our own samples, on every encoding, and on what the world writes."""

import json
import os
from pathlib import Path

import pytest

from assessments import interactions
from assessments.exchange import banks
from assessments.exchange.banks.base import Bank, BankError
from assessments.exchange.banks.building import content_digest
from tests.assessments.banks.checking import DATA, check, expected, outcome, read_or_refuse, samples

pytestmark = pytest.mark.pure

SAMPLES = [(folder.name, path) for folder in sorted(DATA.iterdir()) for path in samples(folder.name)]
TEXTS = [(name, path) for name, path in SAMPLES if path.suffix in (".gift", ".txt", ".csv", ".xml")]


def ids(value):
    return value if isinstance(value, str) else value.name


@pytest.mark.parametrize(("name", "path"), SAMPLES, ids=ids)
def test_a_sample_holds_what_was_written_into_it(name, path):
    bank = banks.reader(name).read(path.read_bytes(), path.name)
    wanted = expected(path)
    check(bank)
    assert outcome(bank, wanted) == wanted


@pytest.mark.parametrize(("name", "path"), TEXTS, ids=ids)
@pytest.mark.parametrize("codec", ["utf-8-sig", "utf-16", "cp1251", "crlf"])
def test_the_encoding_changes_nothing(name, path, codec):
    text = path.read_text().replace("ă", "a")
    data = text.replace("\n", "\r\n").encode() if codec == "crlf" else text.encode(codec, errors="replace")
    bank = banks.reader(name).read(data, path.name)
    assert len(bank.questions) == len(banks.reader(name).read(text.encode(), path.name).questions)
    assert [note.detail for note in bank.notes if note.reason == "encoding_guessed"] == (
        ["cp1251"] if codec == "cp1251" else []
    )


@pytest.mark.parametrize(("name", "path"), TEXTS, ids=ids)
def test_nul_is_refused_with_its_line(name, path):
    data = path.read_bytes().replace(b"\n", b"\n\0", 3)
    with pytest.raises(BankError) as refused:
        banks.reader(name).read(data, path.name)
    assert (refused.value.reason, refused.value.place) == ("nul", "line 2")


@pytest.mark.parametrize("name", sorted({name for name, _path in TEXTS}))
def test_half_a_file_keeps_its_promises(name):
    for _name, path in (sample for sample in TEXTS if sample[0] == name):
        data = path.read_bytes()
        for at in range(0, len(data), 97):
            read_or_refuse(name, data[:at])


def test_the_same_question_has_one_digest_in_every_format():
    gift = b"Q?{=yes ~no}"
    aiken = b"Q?\nA) yes\nB) no\nANSWER: A"
    xml = (
        b"<quiz><question type='multichoice'><questiontext><text>Q?</text></questiontext><single>1</single>"
        b"<answer fraction='100'><text>yes</text></answer><answer fraction='0'><text>no</text></answer>"
        b"</question></quiz>"
    )
    table = b"kind,question,A,B,right\nchoice,Q?,yes,no,A"
    files = {"gift": gift, "aiken": aiken, "moodle_xml": xml, "table": table}
    read = [banks.reader(name).read(data, "").questions[0] for name, data in files.items()]
    assert len({content_digest(one.kind, one.question) for one in read}) == 1


# --- What the world writes ------------------------------------------------------------------------------------------
if "ORIENTIR_SAMPLES" in os.environ:
    FOLDERS = {"gift": "gift", "aiken": "aiken", "moodlexml": "moodle_xml"}
    ROOT = Path(os.environ["ORIENTIR_SAMPLES"])
    WORLD = [(name, path) for folder, name in FOLDERS.items() for path in sorted((ROOT / folder).iterdir())]
    INDEX = {entry["file"]: entry["expected"] for entry in json.loads((ROOT / "INDEX.json").read_text())}

    @pytest.mark.parametrize(("name", "path"), WORLD, ids=ids)
    def test_a_foreign_bank_loses_nothing(name, path):
        bank = read_or_refuse(name, path.read_bytes())
        assert isinstance(bank, Bank)
        told = INDEX[f"{path.parent.name}/{path.name}"]
        count = bank.questions_in + sum(note.reason == "not_a_question" for note in bank.notes)
        others = told["moodle_4.5"]
        # What the other importer gave up on line by line, this one reports question by question.
        assert count == others["count"] if not others["errors_reported"] else count >= others["count"]
        assert interactions.KINDS
