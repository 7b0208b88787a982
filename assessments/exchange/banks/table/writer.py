"""Writing the table as CSV; what its columns have no place for travels in the last one."""

import csv
import io
from collections.abc import Callable

from assessments.exchange.banks import own
from assessments.exchange.banks.base import Bank, BankQuestion
from assessments.exchange.banks.open_words import clean, in_words
from assessments.exchange.banks.table.columns import ALL, ARROW, LETTERS, SEAL
from assessments.exchange.banks.table.reader import visible
from assessments.interactions.packing import PackQuestion
from common.spreadsheet import safe_cell

type Row = dict[str, str]


def write(bank: Bank) -> bytes:
    """Return UTF-8 with a byte order mark, which spreadsheets need to read Cyrillic."""
    out = io.StringIO()
    table = csv.writer(out)
    table.writerow(ALL)
    for one in bank.questions:
        row = _row(one)
        table.writerow([row.get(name, "") for name in ALL])
    return ("\ufeff" + out.getvalue()).encode()


def _row(one: BankQuestion) -> Row:
    texts = one.question.texts
    row = {"kind": one.kind, "name": one.name, "question": texts.get("prompt", "")}
    row |= {name: texts[name] for name in ("feedback", "misconception") if name in texts}
    row |= {"category": one.category, "tags": ", ".join(one.tags), "id": one.key}
    row |= WRITERS.get(one.kind, _open)(one.question)
    # Spaces around a cell go when it is read.
    safe = {name: str(safe_cell(clean(text).strip())) for name, text in row.items()}
    return safe | {SEAL: own.sealed(one.kind, one.question, visible(safe))}


def _texts(question: PackQuestion) -> Row:
    row: Row = {}
    for letter, entry in zip(LETTERS, question.choices, strict=False):
        row[letter] = entry.texts.get("text", "")
        row[f"feedback {letter}"] = entry.texts.get("feedback", "")
        row[f"misconception {letter}"] = entry.texts.get("misconception", "")
    return row


def _choice(question: PackQuestion) -> Row:
    right = ", ".join(letter for letter, entry in zip(LETTERS, question.choices, strict=False) if entry.is_correct)
    kind = "choice" if question.settings.get("cardinality") == "single" else "multiple"
    return _texts(question) | {"right": right, "kind": kind}


def _true_false(question: PackQuestion) -> Row:
    return {"right": "true" if question.settings.get("answer") else "false"}


def _text_entry(question: PackQuestion) -> Row:
    if question.texts.get("passage") or len(question.choices) > len(LETTERS):
        return _open(question)
    right = [entry.texts.get("text", "") for entry in question.choices if entry.is_correct]
    return dict(zip(LETTERS, right, strict=False))


def _numeric(question: PackQuestion) -> Row:
    return {"right": f"{question.settings['low']}..{question.settings['high']}"}


def _match(question: PackQuestion) -> Row:
    targets = {target.id: target.texts.get("text", "") for target in question.lists.get("targets", ())}
    used = {entry.settings.get("target") for entry in question.choices}
    lines = [
        f"{entry.texts.get('text', '')} {ARROW} {targets.get(str(entry.settings.get('target')), '')}"
        for entry in question.choices
    ]
    lines += [f"{ARROW} {text}" for name, text in targets.items() if name not in used]
    return dict(zip(LETTERS, lines, strict=False)) if len(lines) <= len(LETTERS) else _open(question)


def _open(question: PackQuestion) -> Row:
    return {"question": in_words(question)}


WRITERS: dict[str, Callable[[PackQuestion], Row]] = {
    "choice": _choice,
    "true_false": _true_false,
    "order": _texts,
    "text_entry": _text_entry,
    "numeric": _numeric,
    "match": _match,
}
