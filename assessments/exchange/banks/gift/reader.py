"""Reading GIFT: what stands in the braces decides the kind of the question."""

import re
from dataclasses import dataclass
from decimal import Decimal

from assessments.exchange.banks import drafts, own
from assessments.exchange.banks.base import Bank, BankError, Reason, Refusal
from assessments.exchange.banks.building import Collector, Source, Unusable
from assessments.exchange.banks.drafts import Answer, Range
from assessments.exchange.banks.encoding import decode, line_place
from assessments.exchange.banks.gift.blocks import Block, blocks
from assessments.exchange.banks.gift.words import find, format_of, plain, split_at, unescape
from assessments.interactions.packing import PackQuestion

GAP = "_____"
LONGEST_BLOCK = 200_000
LONGEST_TITLE = 5_000
TITLE = re.compile(r"\s*::((?:\\.|[^\\:]|:(?!:))*)::", re.DOTALL)
TRUTH = {"t": True, "true": True, "f": False, "false": False}
WEIGHT = re.compile(r"\s*%(-?\d{1,3}(?:[.,]\d{1,7})?)%")
LOOKS_OTHER = ("<?xml", "<quiz", "<!doctype", "{\\rtf", "PK\x03", "%PDF")


def read(data: bytes, name: str) -> Bank:  # noqa: ARG001 - every format is read the same way
    """Return the questions of a GIFT file; raises BankError when it is none."""
    decoded = decode(data)
    if decoded.text.lstrip()[:20].lower().startswith(tuple(mark.lower() for mark in LOOKS_OTHER)):
        raise BankError(Refusal.WRONG_FORMAT)
    collector = Collector("gift", decoded.notes)
    for block in blocks(decoded.text):
        _add(collector, block)
    return collector.bank()


def _add(collector: Collector, block: Block) -> None:
    text = block.text
    title = TITLE.match(text[:LONGEST_TITLE])
    source = Source(
        place=line_place(block.line),
        name=" ".join(unescape(title.group(1)).split()) if title else "",
        identifier=block.identifier,
        category=block.category,
        tags=block.tags,
    )
    if len(text) > LONGEST_BLOCK:
        collector.report(source, Reason.TOO_LONG)
        return
    if ours := own.opened(block.comments, text):
        source.source_kind = ours[0]
        collector.add(source, lambda _source: ours)
        return
    body = text[title.end() :] if title else text
    parts = _parts(body)
    if parts is None:
        source.source_kind = "description"
        if find(body, "{") >= 0 or find(body, "}") >= 0:
            collector.report(source, Reason.BROKEN, body.strip()[:40])
        else:
            collector.note(source, Reason.NOT_A_QUESTION)
        return
    source.source_kind = _kind(parts)
    collector.add(source, lambda source: _question(source, parts))


@dataclass(frozen=True, slots=True)
class _Parts:
    """The words before the braces, what stands in them, and the words after."""

    before: str
    inside: str
    after: str

    @property
    def format(self) -> str:
        return format_of(self.before)


def _parts(body: str) -> _Parts | None:
    opening = find(body, "{")
    if opening < 0:
        return None
    length = find(body[opening + 1 :], "}")
    if length < 0:
        return None
    closing = opening + 1 + length
    return _Parts(body[:opening], body[opening + 1 : closing], body[closing + 1 :])


def _kind(parts: _Parts) -> str:
    inside = _without_comment(parts.inside)[0].strip()
    if not inside:
        return "essay"
    if inside.startswith("#"):
        return "numerical"
    if _truth(inside) is not None:
        return "truefalse"
    controls = {control for control, _words in split_at(inside, "~=") if control}
    if controls == {"="} and all(find(words, "->") >= 0 for control, words in split_at(inside, "~=") if control):
        return "match"
    return {"~": "multichoice", "=": "shortanswer"}.get("~" if "~" in controls else "".join(controls), "unknown")


def _question(source: Source, parts: _Parts) -> tuple[str, PackQuestion]:
    inside, comment = _without_comment(parts.inside)
    feedback = plain(source, comment, parts.format)
    prompt = _prompt(source, parts)
    match source.source_kind:
        case "essay":
            source.note(Reason.NEEDS_PERSON)
            return drafts.extended_text(prompt, feedback=feedback)
        case "numerical":
            return drafts.numeric(source, prompt, _ranges(source, inside, parts.format), feedback=feedback)
        case "truefalse":
            return _true_false(source, prompt, inside, feedback, parts.format)
        case "match":
            return _match(source, prompt, inside, feedback, parts.format)
        case "multichoice":
            answers = _answers(source, inside, parts.format)
            is_single = any(control == "=" for control, _words in split_at(inside, "~="))
            return drafts.choice(source, prompt, answers, single=is_single, feedback=feedback)
        case "shortanswer":
            return drafts.text_entry(source, prompt, [_answers(source, inside, parts.format)], feedback=feedback)
        case _:
            raise Unusable(Reason.BROKEN, inside.strip()[:40])


def _prompt(source: Source, parts: _Parts) -> str:
    after = parts.after.strip()
    if not after:
        return plain(source, parts.before)
    space = "" if after[0] in ".,;:!?)" else " "
    return plain(source, f"{parts.before.rstrip()} {GAP}{space}{after}".lstrip())


def _without_comment(inside: str) -> tuple[str, str]:
    at = find(inside, "####")
    return (inside, "") if at < 0 else (inside[:at], inside[at + 4 :])


def _truth(inside: str) -> bool | None:
    return TRUTH.get(next(split_at(inside, "#"))[1].strip().lower())


def _true_false(source: Source, prompt: str, inside: str, feedback: str, format_name: str) -> tuple[str, PackQuestion]:
    """The first comment is for whoever is wrong, the second for whoever is right."""
    comments = [plain(source, words, format_name) for control, words in split_at(inside, "#") if control]
    wrong, right = (*comments, "", "")[:2]
    answer = bool(_truth(inside))
    return drafts.true_false(prompt, answer=answer, feedback_right=right, feedback_wrong=wrong, feedback=feedback)


def _match(source: Source, prompt: str, inside: str, feedback: str, format_name: str) -> tuple[str, PackQuestion]:
    pairs, spare = list[tuple[str, str]](), list[str]()
    for control, words in split_at(inside, "=~"):
        if not control:
            continue
        at = find(words, "->")
        left, right = plain(source, words[:at], format_name), plain(source, words[at + 2 :], "plain")
        if not right:
            raise Unusable(Reason.BROKEN, left[:40])
        if left:
            pairs.append((left, right))
        else:
            spare.append(right)
    return drafts.match(prompt, pairs, spare=spare, feedback=feedback)


def _answers(source: Source, inside: str, format_name: str) -> list[Answer]:
    found = list(split_at(inside, "~="))
    if found[0][1].strip():
        raise Unusable(Reason.BROKEN, found[0][1].strip()[:40])
    return [_answer(source, control, words, format_name) for control, words in found if control]


def _answer(source: Source, control: str, words: str, format_name: str) -> Answer:
    share, words = _weight(words, Decimal(100) if control == "=" else Decimal(0))
    at = find(words, "#")
    text, comment = (words, "") if at < 0 else (words[:at], words[at + 1 :])
    return Answer(text=plain(source, text, format_name), share=share, feedback=plain(source, comment, format_name))


def _weight(words: str, default: Decimal) -> tuple[Decimal, str]:
    found = WEIGHT.match(words)
    return (drafts.share(found.group(1)), words[found.end() :]) if found else (default, words)


def _ranges(source: Source, inside: str, format_name: str) -> list[Range]:
    body = inside.strip().removeprefix("#")
    found = list(split_at(body, "~="))
    if len(found) == 1:
        found = [("=", body)]
    elif found[0][1].strip():
        raise Unusable(Reason.BROKEN, found[0][1].strip()[:40])
    ranges = [_range(source, control, words, format_name) for control, words in found if control]
    return [range_ for range_ in ranges if range_ is not None]


def _range(source: Source, control: str, words: str, format_name: str) -> Range | None:
    share, words = _weight(words, Decimal(100) if control == "=" else Decimal(0))
    at = find(words, "#")
    written, comment = (words, "") if at < 0 else (words[:at], words[at + 1 :])
    feedback = plain(source, comment, format_name)
    written = unescape(written).strip()
    if control == "~" and written in ("", "*"):
        if feedback:
            source.note(Reason.FEEDBACK_LOST)
        return None
    low, high = _ends(written)
    return Range(low=low, high=high, share=share, feedback=feedback)


def _ends(written: str) -> tuple[Decimal, Decimal]:
    left, dots, right = written.partition("..")
    if dots:
        first, second = drafts.number(left), drafts.number(right)
        if first is not None and second is not None and first <= second:
            return first, second
    else:
        middle, _colon, around = written.partition(":")
        first, second = drafts.number(middle), drafts.number(around or "0")
        if first is not None and second is not None and second >= 0:
            return first - second, first + second
    raise Unusable(Reason.BROKEN, written[:40])
