"""A bank as JSON and back: what travels from the process that reads to the one that asked, and waits in the database.

Pictures of prompts travel small, each once however many questions show it.
"""

import base64
from collections.abc import Sequence
from typing import Any

from assessments.exchange.banks.base import Bank, BankQuestion, Finding, Media, Reason
from assessments.interactions.base import Json
from assessments.interactions.packing import PackEntry, PackQuestion

MOST_FINDINGS = 2_000  # a person reads the first few dozen; the number of all is kept


def to_json(bank: Bank) -> Json:
    """Return the bank; of very many findings only the first, and how many there are."""
    notes = bank.notes
    return {
        "format": bank.format,
        "title": bank.title,
        "language": bank.language,
        "questions": [_question(question) for question in bank.questions],
        "pictures": {
            one.mark: base64.b64encode(one.media[0].data).decode() for one in bank.questions if one.media and one.mark
        },
        "reported": [_finding(finding) for finding in bank.reported[:MOST_FINDINGS]],
        "reported_count": len(bank.reported),
        "notes": [_finding(finding) for finding in notes[:MOST_FINDINGS]],
        "notes_count": len(notes),
    }


def findings(written: Sequence[Sequence[str]]) -> list[Finding]:
    """Return findings that were written by ``to_json``."""
    return [
        Finding(place=place, name=name, kind=kind, reason=Reason(reason), detail=detail)
        for place, name, kind, reason, detail in written
    ]


def question(written: Any) -> BankQuestion:
    """Return a question that was written by ``to_json``."""
    kind, texts, lists, settings, name, place, key, source_kind, category, tags, mark, alt = written
    entries = {
        list_name: tuple(PackEntry(entry_id, words, fields) for entry_id, words, fields in listed)
        for list_name, listed in lists.items()
    }
    return BankQuestion(
        kind=kind,
        question=PackQuestion(texts, entries, settings),
        name=name,
        place=place,
        key=key,
        source_kind=source_kind,
        category=category,
        tags=tuple(tags),
        mark=mark,
        media=(Media(path=mark, data=b"", alt=alt, is_prompt=True),) if mark else (),
    )


def pictures(written: Any) -> dict[str, bytes]:
    """Return the small pictures that were written by ``to_json``, by their marks."""
    return {mark: base64.b64decode(data) for mark, data in written.items()}


def _question(question: BankQuestion) -> list[object]:
    content = question.question
    lists = {
        name: [[entry.id, dict(entry.texts), dict(entry.settings)] for entry in entries]
        for name, entries in content.lists.items()
    }
    return [
        question.kind, dict(content.texts), lists, dict(content.settings), question.name, question.place, question.key,
        question.source_kind, question.category, list(question.tags),
        question.mark if question.media else "", question.media[0].alt if question.media else "",
    ]  # fmt: skip


def _finding(finding: Finding) -> list[str]:
    return [finding.place, finding.name, finding.kind, finding.reason.value, finding.detail]
