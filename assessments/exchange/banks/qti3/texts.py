"""Kinds of questions with answers inside a text, and those that QTI 3 has no counterpart for."""

from collections.abc import Callable, Mapping
from decimal import Decimal

from assessments.exchange.banks import drafts
from assessments.exchange.banks.qti3.processing import commented, mapped, matched
from assessments.exchange.banks.qti3.written import Writer, Written, names, text
from assessments.exchange.banks.qti3.xml import (
    RESPONSE,
    declared,
    element,
    escape,
    interaction,
    paragraphs,
    prompt,
    said,
)
from assessments.interactions import passages
from assessments.interactions.packing import PackEntry, PackQuestion


def _passage(question: PackQuestion, gap: Callable[[int], str]) -> str:
    """Return the text with something in its gaps; one gap without a text stands alone."""
    parts = passages.parts(question.texts.get("passage", "")) or [1]
    inside = "".join(gap(part) if isinstance(part, int) else escape(part).replace("\n", "<br/>") for part in parts)
    return element("p", inside)


def _of_gap(question: PackQuestion, gap: int) -> list[PackEntry]:
    return [entry for entry in question.choices if entry.settings.get("gap", 1) == gap]


def _gaps(question: PackQuestion) -> list[int]:
    return sorted(set(passages.gaps(question.texts.get("passage", "")))) or [1]


def _text_entry(question: PackQuestion) -> Written:
    gaps = _gaps(question)
    case = "true" if question.settings.get("case") is True else "false"
    declarations = ""
    for gap in gaps:
        right = [text(entry) for entry in _of_gap(question, gap) if entry.settings.get("correct", True)]
        written = declared(right[:1], dict.fromkeys(right, "1"), name=f"R{gap}", base_type="string")
        declarations += written.replace('mapped-value="1"/>', f'mapped-value="1" case-sensitive="{case}"/>')
    body = paragraphs(question.texts.get("prompt", ""))
    body += _passage(question, lambda gap: interaction("text-entry", name=f"R{gap}"))
    return Written(declarations=declarations, body=body, rules=mapped([f"R{gap}" for gap in gaps]))


def _inline_choice(question: PackQuestion) -> Written:
    ids = names(question.choices, "c")

    def gap(number: int) -> str:
        offered = "".join(
            element("qti-inline-choice", escape(text(entry)), identifier=ids[entry.id])
            for entry in _of_gap(question, number)
        )
        return interaction("inline-choice", offered, name=f"R{number}", shuffle="true")

    declarations = "".join(
        declared([ids[entry.id] for entry in _of_gap(question, number) if entry.is_correct], name=f"R{number}")
        for number in _gaps(question)
    )
    body = paragraphs(question.texts.get("prompt", "")) + _passage(question, gap)
    rules = "".join(matched(f"R{number}") for number in _gaps(question))
    return Written(declarations=declarations, body=body, rules=rules)


def _gap_match(question: PackQuestion) -> Written:
    ids = names(question.choices, "c")
    words = "".join(
        element("qti-gap-text", escape(text(entry)), identifier=ids[entry.id], match_max="1")
        for entry in question.choices
    )
    placed = [entry for entry in question.choices if entry.settings.get("gap")]
    pairs = [f"{ids[entry.id]} g{entry.settings['gap']}" for entry in placed]
    inside = prompt(question.texts.get("prompt", "")) + words
    inside += _passage(question, lambda gap: element("qti-gap", identifier=f"g{gap}"))
    key = declared(pairs, dict.fromkeys(pairs, "1"), cardinality="multiple", base_type="directedPair")
    return Written(declarations=key, body=interaction("gap-match", inside, shuffle="true"), rules=mapped(["RESPONSE"]))


def _hottext(question: PackQuestion) -> Written:
    ids = names(question.choices, "c")
    by_number = {entry.settings.get("gap"): entry for entry in question.choices}
    right = [ids[entry.id] for entry in question.choices if entry.is_correct]
    partial = question.settings.get("scoring") == "partial"

    def word(number: int) -> str:
        entry = by_number[number]
        comment = entry.texts.get("feedback", "")
        inside = escape(text(entry)) + (said(ids[entry.id], comment) if comment else "")
        return element("qti-hottext", inside, identifier=ids[entry.id])

    inside = prompt(question.texts.get("prompt", "")) + _passage(question, word)
    return Written(
        declarations=declared(right, _points(question, ids) if partial else None, cardinality="multiple"),
        body=interaction("hottext", inside, max_choices="0"),
        rules=(mapped([RESPONSE]) if partial else matched()) + commented(),
        has_several=True,
    )


def _points(question: PackQuestion, ids: Mapping[str, str]) -> dict[str, str]:
    """What is marked wrongly takes a point away."""
    return {ids[entry.id]: "1" if entry.is_correct else "-1" for entry in question.choices}


def _numeric(question: PackQuestion) -> Written:
    low, high = (drafts.number(str(question.settings.get(name, ""))) or Decimal(0) for name in ("low", "high"))
    unit = question.texts.get("passage", "")
    body = paragraphs(question.texts.get("prompt", ""))
    body += element("p", interaction("text-entry") + (escape(f" {unit}") if unit else ""))
    rule = matched(
        compared="qti-equal", tolerance_mode="absolute", tolerance=f"0 {drafts.decimal(high - low)}",
        include_lower_bound="true", include_upper_bound="true",
    )  # fmt: skip
    return Written(declarations=declared([drafts.decimal(low)], base_type="float"), body=body, rules=rule)


def _likert(question: PackQuestion) -> Written:
    ids = names(question.choices, "c")
    inside = prompt(question.texts.get("prompt", "")) + "".join(
        element("qti-simple-choice", escape(text(entry)), identifier=ids[entry.id]) for entry in question.choices
    )
    return Written(declarations=declared([]), body=interaction("choice", inside, shuffle="false", max_choices="1"))


def _slider(question: PackQuestion) -> Written:
    low, high, step = (str(question.settings.get(name, 1)) for name in ("low", "high", "step"))
    body = paragraphs(question.texts.get("passage", "")) + interaction(
        "slider", prompt(question.texts.get("prompt", "")), lower_bound=low, upper_bound=high, step=step
    )
    return Written(declarations=declared([], base_type="integer"), body=body)


def open_text(question: PackQuestion) -> Written:
    """Return the question as one that is answered in words: what other systems can do with any kind."""
    body = interaction("extended-text", prompt(question.texts.get("prompt", "")))
    return Written(declarations=declared([], base_type="string"), body=body)


TEXTS: dict[str, Writer] = {
    "text_entry": _text_entry,
    "inline_choice": _inline_choice,
    "gap_match": _gap_match,
    "hottext": _hottext,
    "numeric": _numeric,
    "likert": _likert,
    "slider": _slider,
}
