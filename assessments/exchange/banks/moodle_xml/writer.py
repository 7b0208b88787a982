"""Writing Moodle XML; what it has no place for travels in a comment above the question."""

import base64
import html
import re
from collections.abc import Callable, Sequence
from decimal import Decimal

from assessments.exchange.banks import own, xml_tree
from assessments.exchange.banks.base import Bank, BankQuestion, Media
from assessments.exchange.banks.drafts import decimal
from assessments.exchange.banks.moodle_xml import visible
from assessments.exchange.banks.open_words import clean, in_words
from assessments.exchange.banks.xml_tree import Node
from assessments.interactions.packing import PackEntry, PackQuestion

HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
FORBIDDEN = re.compile("[\x00\ud800-\udfff]")


def write(bank: Bank) -> bytes:
    """Return the file, in UTF-8."""
    parts, category = list[str](), ""
    for one in bank.questions:
        if one.category != category:
            category = one.category
            path = _text("category", f"$course$/{category}")
            parts.append(f'<question type="category">{path}</question>')
        text = _question(one)
        found: list[Node] = []
        xml_tree.walk(f"<quiz>{text}</quiz>", "quiz", found.append)
        parts.append(f"<!--{own.sealed(one.kind, one.question, visible.of(found[0]))}-->\n{text}")
    return (HEAD + "<quiz>\n" + "\n".join(parts) + "\n</quiz>\n").encode()


def _question(one: BankQuestion) -> str:
    kind, inside = WRITERS.get(one.kind, _open)(one.question)
    if one.media:
        inside = _with_pictures(inside, one.media)
    comment = one.question.texts.get("feedback", "")
    tags = "".join(_text("tag", tag) for tag in one.tags)
    return (
        f'<question type="{kind}">\n{_text("name", one.name)}\n{inside}\n{_text("generalfeedback", comment)}\n'
        f"<idnumber>{_escape(one.key)}</idnumber><tags>{tags}</tags>\n</question>"
    )


def _with_pictures(inside: str, media: Sequence[Media]) -> str:
    """Return the question with its pictures after its words, which are HTML then."""
    head, words = '<questiontext format="plain_text"><text>', re.compile(r"(?s)^(.*?)</text>")
    before, _head, rest = inside.partition(head)
    found = words.match(rest)
    if found is None:
        return inside
    files = [(f"picture{number}.{one.path.rpartition('.')[2]}", one) for number, one in enumerate(media, 1)]
    shown = "".join(
        f'<p><img src="@@PLUGINFILE@@/{name}" alt="{html.escape(clean(one.alt))}"></p>' for name, one in files
    )
    lines = found[1].split("\n")
    text = html.escape("".join(f"<p>{line}</p>" for line in lines) + shown, quote=False)
    data = "".join(
        f'<file name="{name}" path="/" encoding="base64">{base64.b64encode(one.data).decode()}</file>'
        for name, one in files
    )
    return f'{before}<questiontext format="html"><text>{text}</text>{data}{rest[found.end() :]}'


def _escape(text: str) -> str:
    return html.escape(FORBIDDEN.sub("", clean(text)), quote=False)


def _text(tag: str, text: str, inside: str = "", **attributes: str) -> str:
    """Return an element with words: plain ones, so that no sign in them means anything."""
    if tag not in ("name", "tag", "category"):
        attributes.setdefault("format", "plain_text")
    written = "".join(f' {name}="{value}"' for name, value in attributes.items())
    return f"<{tag}{written}><text>{_escape(text)}</text>{inside}</{tag}>"


def _answer(text: str, share: str, feedback: str = "", inside: str = "") -> str:
    return _text("answer", text, (_text("feedback", feedback) if feedback else "") + inside, fraction=share)


def _entry(entry: PackEntry, share: str) -> str:
    return _answer(entry.texts.get("text", ""), share, entry.texts.get("feedback", ""))


def _prompt(question: PackQuestion) -> str:
    return _text("questiontext", question.texts["prompt"])


def _choice(question: PackQuestion) -> tuple[str, str]:
    is_single = question.settings.get("cardinality") == "single"
    right = sum(entry.is_correct for entry in question.choices)
    share = "100" if is_single else f"{100 / right:.5f}".rstrip("0").rstrip(".")
    wrong = "0" if is_single else "-100"
    answers = "".join(_entry(entry, share if entry.is_correct else wrong) for entry in question.choices)
    shuffle = str(question.settings.get("shuffle") is not False).lower()
    head = f"<single>{str(is_single).lower()}</single><shuffleanswers>{shuffle}</shuffleanswers>"
    return "multichoice", _prompt(question) + head + answers


def _true_false(question: PackQuestion) -> tuple[str, str]:
    is_true = question.settings.get("answer") is True
    right, wrong = question.texts.get("feedback_right", ""), question.texts.get("feedback_wrong", "")
    answers = _answer("true", "100" if is_true else "0", right if is_true else wrong)
    return "truefalse", _prompt(question) + answers + _answer(
        "false", "0" if is_true else "100", wrong if is_true else right
    )


def _text_entry(question: PackQuestion) -> tuple[str, str]:
    if question.texts.get("passage"):
        return _open(question)
    case = f"<usecase>{int(question.settings.get('case') is True)}</usecase>"
    answers = (
        _answer(
            entry.texts.get("text", "").replace("*", "\\*"),
            "100" if entry.is_correct else "0",
            entry.texts.get("feedback", ""),
        )
        for entry in question.choices
    )
    return "shortanswer", _prompt(question) + case + "".join(answers)


def _numeric(question: PackQuestion) -> tuple[str, str]:
    answers = _range(str(question.settings["low"]), str(question.settings["high"]), "100")
    for entry in question.choices:
        ends = str(entry.settings["low"]), str(entry.settings["high"])
        answers += _range(*ends, "0", entry.texts.get("feedback", ""))
    return "numerical", _prompt(question) + answers


def _range(low: str, high: str, share: str, feedback: str = "") -> str:
    ends = Decimal(low), Decimal(high)
    middle, around = decimal(sum(ends) / Decimal(2)), decimal((ends[1] - ends[0]) / 2)
    return _answer(middle, share, feedback, f"<tolerance>{around}</tolerance>")


def _match(question: PackQuestion) -> tuple[str, str]:
    targets = {target.id: target.texts.get("text", "") for target in question.lists.get("targets", ())}
    used = {str(entry.settings.get("target")) for entry in question.choices}
    pairs = [
        (entry.texts.get("text", ""), targets.get(str(entry.settings.get("target")), "")) for entry in question.choices
    ]
    pairs += [("", text) for name, text in targets.items() if name not in used]
    subs = (_text("subquestion", left, _text("answer", right)) for left, right in pairs)
    return "matching", _prompt(question) + "<shuffleanswers>true</shuffleanswers>" + "".join(subs)


def _order(question: PackQuestion) -> tuple[str, str]:
    return "ordering", _prompt(question) + "".join(
        _entry(entry, str(place)) for place, entry in enumerate(question.choices, 1)
    )


def _open(question: PackQuestion) -> tuple[str, str]:
    return "essay", _text("questiontext", in_words(question))


WRITERS: dict[str, Callable[[PackQuestion], tuple[str, str]]] = {
    "choice": _choice,
    "true_false": _true_false,
    "text_entry": _text_entry,
    "numeric": _numeric,
    "match": _match,
    "order": _order,
}
