"""What has to hold for every bank that was read, and the samples of this folder."""

import json
from pathlib import Path

from assessments import interactions
from assessments.exchange import banks
from assessments.exchange.banks.base import Bank, BankError
from assessments.exchange.banks.building import refusal

DATA = Path(__file__).parents[2] / "data" / "banks"


def samples(format_name):
    """Our own files of a format."""
    return sorted(path for path in (DATA / format_name).iterdir() if path.suffix != ".json")


def expected(path):
    """What a sample holds: place → our kind, "! reason" or "note: reason"."""
    return json.loads(path.with_suffix(".json").read_text())


def outcome(bank, wanted):
    """What was made of a bank in the same words; a kind that does not exist yet counts as what was wanted."""
    found = {finding.place: f"note: {finding.reason}" for finding in bank.notes if finding.reason == "not_a_question"}
    found |= {question.place: question.kind for question in bank.questions}
    for finding in bank.reported:
        kind = wanted.get(finding.place, "")
        is_to_come = finding.reason == "unknown_kind" and kind not in interactions.KINDS and kind[:1].isalpha()
        found[finding.place] = kind if is_to_come else f"! {finding.reason}"
    return found


def written_by_person():
    """What becomes of an essay: it is reported until there is a kind for it."""
    return "extended_text" if "extended_text" in interactions.KINDS else "! unknown_kind"


def read_or_refuse(format_name, data):
    """Read bytes; whatever they are, there is a bank that keeps its promises or a refusal with a code."""
    try:
        bank = banks.reader(format_name).read(data, "file")
    except BankError as refused:
        return refused
    check(bank)
    return bank


def check(bank: Bank):
    """Every question can be asked, no two are the same, and no text holds what a page could run."""
    assert bank.questions_in == len(bank.questions) + len(bank.reported)
    for question in bank.questions:
        assert refusal(question.kind, question.question) is None
        assert question.place
        assert question.key
        assert question.name
        assert len(question.name) <= 120
    for finding in (*bank.reported, *bank.notes):
        assert finding.reason
        assert len(finding.detail) <= 120
        assert "\0" not in finding.detail + finding.name
