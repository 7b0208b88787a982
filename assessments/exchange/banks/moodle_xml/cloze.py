"""Moodle's embedded answers: gaps that are typed, chosen or counted, written into the text in braces."""

import re
from dataclasses import dataclass
from decimal import Decimal

from assessments.exchange.banks import drafts
from assessments.exchange.banks.base import Reason
from assessments.exchange.banks.building import Source, Unusable
from assessments.exchange.banks.drafts import Answer, Range, letters, texts
from assessments.exchange.banks.gapped import INSTRUCTION, escaped
from assessments.exchange.banks.moodle_xml.questions import feedback
from assessments.exchange.banks.moodle_xml.words import plain
from assessments.exchange.banks.plain import from_auto, one_line
from assessments.exchange.banks.xml_tree import Node
from assessments.interactions.packing import CHOICES, PackEntry, PackQuestion, Value

HEAD = re.compile(
    r"\{\s*\d{0,3}\s*:\s*("
    r"SHORTANSWER_C|SHORTANSWER|MULTICHOICE_HS|MULTICHOICE_VS|MULTICHOICE_H|MULTICHOICE_V|MULTICHOICE_S|MULTICHOICE"
    r"|MULTIRESPONSE_HS|MULTIRESPONSE_H|MULTIRESPONSE_S|MULTIRESPONSE|NUMERICAL|SAC|SA|MWC|MW|MCHS|MCVS|MCH|MCV|MCS"
    r"|MC|MRHS|MRH|MRS|MR|NM)\b(?:\s*:)?",
    re.IGNORECASE,
)
END = re.compile(r"\\.|\}", re.DOTALL)
PART = re.compile(r"((?:\\.|[^~\\])*)(~|\Z)", re.DOTALL)
WEIGHT = re.compile(r"\s*(?:%(-?\d{1,3}(?:[.,]\d{1,7})?)%|(=))")
ESCAPE = re.compile(r"\\([}#~/\"\\=])")


@dataclass(frozen=True, slots=True)
class _Gap:
    kind: str
    answers: tuple[Answer, ...]
    has_case: bool


def build(source: Source, node: Node) -> tuple[str, PackQuestion]:
    """Return one question with gaps; all gaps have to be of one kind."""
    raw = node.first("questiontext")
    holder = raw.first("text") if raw is not None else None
    text = holder.text if holder is not None else raw.text if raw is not None else ""
    passage, found = _split(text)
    if raw is None or not found:
        raise Unusable(Reason.NO_KEY)
    if holder is not None:
        holder.parts[:] = [passage]
    words = plain(source, raw)
    gaps = [_gap(head, inside) for head, inside in found]
    comment = feedback(source, node)
    kinds = {gap.kind for gap in gaps}
    if kinds == {"numeric"} and len(gaps) == 1:
        return drafts.numeric(source, words.replace("[1]", "_____"), _ranges(gaps[0]), feedback=comment)
    shown = source.name or INSTRUCTION
    if kinds == {"choice"}:
        return _inline(source, shown, words, gaps, comment)
    if kinds == {"text"}:
        listed = [gap.answers for gap in gaps]
        case = all(gap.has_case for gap in gaps)
        return drafts.text_entry(source, shown, listed, passage=words, case=case, feedback=comment)
    raise Unusable(Reason.UNKNOWN_KIND, " + ".join(sorted(kinds)))


def _split(text: str) -> tuple[str, list[tuple[str, str]]]:
    """Return the passage with [1], [2], …, and the kind and inside of each gap."""
    parts, found, at = list[str](), list[tuple[str, str]](), 0
    while head := HEAD.search(text, at):
        end = next((mark for mark in END.finditer(text, head.end()) if mark.group() == "}"), None)
        if end is None:
            break
        parts.append(escaped(text[at : head.start()]))
        found.append((head.group(1).upper(), text[head.end() : end.start()]))
        parts.append(f"[{len(found)}]")
        at = end.end()
    parts.append(escaped(text[at:]))
    return "".join(parts), found


def _gap(head: str, inside: str) -> _Gap:
    if head.startswith(("MULTIRESPONSE", "MR")):
        return _Gap("several", (), has_case=False)
    kind = "numeric" if head in ("NUMERICAL", "NM") else "choice" if head.startswith(("MULTI", "MC")) else "text"
    answers = tuple(_answer(part) for part in _answer_parts(inside))
    if kind == "choice" and len(answers) < 2:  # noqa: PLR2004
        raise Unusable(Reason.TOO_FEW_CHOICES)
    return _Gap(kind, answers, has_case=head in ("SHORTANSWER_C", "SAC", "MWC"))


def _answer_parts(inside: str) -> list[str]:
    return [found.group(1) for found in PART.finditer(inside) if found.group(1).strip()]


def _answer(part: str) -> Answer:
    weight, share = WEIGHT.match(part), Decimal(0)
    if weight:
        share = drafts.share(weight.group(1)) if weight.group(1) else drafts.FULL
        part = part[weight.end() :]
    text, _hash, comment = re.sub(r"\\#", "\0", part).partition("#")
    return Answer(text=one_line(_words(text)), share=share, feedback=_words(comment))


def _words(raw: str) -> str:
    return from_auto(ESCAPE.sub(r"\1", raw.replace("\0", "\\#"))).text


def _ranges(gap: _Gap) -> list[Range]:
    ranges: list[Range] = []
    for answer in gap.answers:
        if answer.text == drafts.ANYTHING:
            continue
        middle, _colon, around = answer.text.partition(":")
        low, width = drafts.number(middle), drafts.number(around or "0")
        if low is None or width is None:
            raise Unusable(Reason.BROKEN, answer.text[:40])
        ranges.append(Range(low=low - abs(width), high=low + abs(width), share=answer.share, feedback=answer.feedback))
    return ranges


def _inline(source: Source, prompt: str, passage: str, gaps: list[_Gap], comment: str) -> tuple[str, PackQuestion]:
    entries: list[PackEntry] = []
    for number, gap in enumerate(gaps, 1):
        best = [place for place, answer in enumerate(gap.answers) if answer.is_full]
        if len(best) != 1:
            raise Unusable(Reason.SEVERAL_KEYS if best else Reason.NO_KEY)
        if any(0 < answer.share < drafts.ALMOST for answer in gap.answers):
            source.note(Reason.WEIGHTS_LOST)
        for place, answer in enumerate(gap.answers):
            settings: dict[str, Value] = {"gap": number, "correct": place == best[0]}
            entries.append(
                PackEntry(letters(len(entries)), texts(text=answer.text, feedback=answer.feedback), settings)
            )
    words = texts(prompt=prompt, passage=passage, feedback=comment)
    return "inline_choice", PackQuestion(words, {CHOICES: tuple(entries)}, {"scoring": "partial"})
