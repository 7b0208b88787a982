"""Dumps of django-quiz-app, as ``dumpdata`` writes them: rows of several tables in one JSON list."""

import json
from collections.abc import Mapping
from decimal import Decimal
from functools import partial

from assessments.exchange.banks import drafts
from assessments.exchange.banks.base import Bank, BankError, Reason, Refusal
from assessments.exchange.banks.building import Collector, Source, Unusable
from assessments.exchange.banks.drafts import FULL, Answer
from assessments.exchange.banks.encoding import decode
from assessments.exchange.banks.plain import from_auto
from assessments.interactions.packing import PackQuestion

# The table that makes a question what it is, by the end of its name; the app in front of it may be called anything.
KINDS = {
    "mcquestion": "multichoice", "tf_question": "truefalse", "truefalsequestion": "truefalse",
    "essay_question": "essay", "essayquestion": "essay",
}  # fmt: skip

type Fields = Mapping[str, object]
type Table = dict[str, Fields]


def read(data: bytes, name: str) -> Bank:  # noqa: ARG001 - every format is read the same way
    """Return the questions of a dump; raises BankError when it is none."""
    decoded = decode(data)
    tables = _tables(decoded.text)
    collector = Collector("django_quiz", decoded.notes)
    categories = {key: _word(fields, "category") for key, fields in tables.get("category", {}).items()}
    answers = _by_question(tables.get("answer", {}))
    kinds = {key: (kind, own) for table, kind in KINDS.items() for key, own in tables.get(table, {}).items()}
    for key in dict.fromkeys((*tables.get("question", {}), *kinds)):
        kind, own = kinds.get(key, ("", {}))
        fields = {**tables.get("question", {}).get(key, {}), **own}
        category = categories.get(_word(fields, "category"), "")
        source = Source(place=f"question {key}", source_kind=kind, category=category)
        if kind:
            collector.add(source, partial(_question, fields=fields, answers=answers.get(key, [])))
        else:
            collector.report(source, Reason.UNKNOWN_KIND)
    return collector.bank()


def _tables(text: str) -> dict[str, Table]:
    try:
        rows = json.loads(text)
    except RecursionError:
        raise BankError(Refusal.TOO_DEEP) from None
    except ValueError:
        raise BankError(Refusal.DAMAGED if text.lstrip().startswith(("[", "{")) else Refusal.WRONG_FORMAT) from None
    tables: dict[str, Table] = {}
    for row in rows if isinstance(rows, list) else ():
        if isinstance(row, dict) and isinstance(row.get("fields"), dict):
            table = str(row.get("model", "")).rpartition(".")[2].lower()
            tables.setdefault(table, {})[str(row.get("pk"))[:40]] = row["fields"]
    if not tables.keys() & {"question", *KINDS}:
        raise BankError(Refusal.WRONG_FORMAT)
    return tables


def _by_question(answers: Table) -> dict[str, list[Fields]]:
    found: dict[str, list[Fields]] = {}
    for fields in answers.values():
        found.setdefault(_word(fields, "question"), []).append(fields)
    return found


def _question(source: Source, fields: Fields, answers: list[Fields]) -> tuple[str, PackQuestion]:
    prompt, feedback = _text(source, fields, "content"), _text(source, fields, "explanation")
    if figure := _word(fields, "figure"):
        source.note(Reason.MEDIA_MISSING, figure)
    match source.source_kind:
        case "truefalse":
            if not isinstance(fields.get("correct"), bool):
                raise Unusable(Reason.NO_KEY)
            return drafts.true_false(prompt, answer=fields["correct"] is True, feedback=feedback)
        case "essay":
            source.note(Reason.NEEDS_PERSON)
            return drafts.extended_text(prompt, feedback=feedback)
    listed = [
        Answer(text=_text(source, answer, "content"), share=FULL if answer.get("correct") is True else Decimal(0))
        for answer in answers
    ]
    single = sum(answer.is_full for answer in listed) <= 1
    return drafts.choice(source, prompt, listed, single=single, feedback=feedback)


def _text(source: Source, fields: Fields, name: str) -> str:
    found = from_auto(_word(fields, name))
    if found.is_cut:
        raise Unusable(Reason.TOO_LONG)
    if found.is_lossy:
        source.note(Reason.FORMATTING_LOST)
    return found.text


def _word(fields: Fields, name: str) -> str:
    value = fields.get(name)
    return "" if value is None or isinstance(value, dict | list) else str(value)
