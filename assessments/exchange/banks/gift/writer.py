"""Writing GIFT; what it has no place for travels in a comment above the question."""

import re
from collections.abc import Callable, Iterator

from assessments.exchange.banks import own
from assessments.exchange.banks.base import Bank, BankQuestion
from assessments.exchange.banks.gift.words import escape
from assessments.exchange.banks.open_words import clean, in_words
from assessments.interactions.packing import PackEntry, PackQuestion

IDENTIFIER = re.compile(r"[\w.:/-]{1,200}")


def write(bank: Bank) -> bytes:
    """Return the file, in UTF-8."""
    parts, category = list[str](), ""
    for one in bank.questions:
        if one.category != category:
            category = one.category
            parts.append(f"$CATEGORY: {_line(category)}")
        parts.append("\n".join(_block(one)))
    return ("\n\n".join(parts) + "\n").encode()


def _block(one: BankQuestion) -> Iterator[str]:
    writer = WRITERS.get(one.kind, _open)
    text = f"::{_words(_line(one.name))}::[plain]{writer(one.question)}"
    yield f"// {own.sealed(one.kind, one.question, text)}"
    about = f"[id:{_bracketed(one.key)}]" + "".join(f" [tag:{_bracketed(tag)}]" for tag in one.tags)
    yield f"// {about}"
    yield text


def _line(text: str) -> str:
    return " ".join(clean(text).split())


def _bracketed(text: str) -> str:
    return re.sub(r"([\\\]])", r"\\\1", _line(text))


def _words(text: str) -> str:
    return escape(clean(text)).replace("->", "→")


def _text(entry: PackEntry) -> str:
    comment = entry.texts.get("feedback", "")
    return _words(entry.texts.get("text", "")) + (f"#{_words(comment)}" if comment else "")


def _with(question: PackQuestion, inside: str) -> str:
    comment = question.texts.get("feedback", "")
    end = f"\n\t####{_words(comment)}" if comment else ""
    return f"{_words(question.texts['prompt'])}{{{inside}{end}\n}}"


def _choice(question: PackQuestion) -> str:
    right = sum(entry.is_correct for entry in question.choices)
    if question.settings.get("cardinality") == "single":
        lines = [f"{'=' if entry.is_correct else '~'}{_text(entry)}" for entry in question.choices]
    else:
        share = f"{100 / right:.5f}".rstrip("0").rstrip(".")
        lines = [f"~%{share if entry.is_correct else -100}%{_text(entry)}" for entry in question.choices]
    return _with(question, "".join(f"\n\t{line}" for line in lines))


def _true_false(question: PackQuestion) -> str:
    wrong, right = (_words(question.texts.get(name, "")) for name in ("feedback_wrong", "feedback_right"))
    comments = f"#{wrong}#{right}" if right else f"#{wrong}" if wrong else ""
    return _with(question, ("TRUE" if question.settings.get("answer") else "FALSE") + comments)


def _text_entry(question: PackQuestion) -> str:
    if question.texts.get("passage"):
        return _open(question)
    lines = [f"=%{100 if entry.is_correct else 0}%{_text(entry)}" for entry in question.choices]
    return _with(question, "".join(f"\n\t{line}" for line in lines))


def _numeric(question: PackQuestion) -> str:
    lines = [f"=%100%{question.settings['low']}..{question.settings['high']}"]
    for entry in question.choices:
        comment = entry.texts.get("feedback", "")
        lines.append(
            f"=%0%{entry.settings['low']}..{entry.settings['high']}" + (f"#{_words(comment)}" if comment else "")
        )
    return _with(question, "#" + "".join(f"\n\t{line}" for line in lines))


def _match(question: PackQuestion) -> str:
    targets = {target.id: _words(target.texts.get("text", "")) for target in question.lists.get("targets", ())}
    lines = [
        f"={_words(entry.texts.get('text', ''))} -> {targets.get(str(entry.settings.get('target')), '')}"
        for entry in question.choices
    ]
    used = {entry.settings.get("target") for entry in question.choices}
    lines += [f"= -> {text}" for name, text in targets.items() if name not in used]
    return _with(question, "".join(f"\n\t{line}" for line in lines))


def _open(question: PackQuestion) -> str:
    return f"{_words(in_words(question))}{{}}"


WRITERS: dict[str, Callable[[PackQuestion], str]] = {
    "choice": _choice,
    "true_false": _true_false,
    "text_entry": _text_entry,
    "numeric": _numeric,
    "match": _match,
}
