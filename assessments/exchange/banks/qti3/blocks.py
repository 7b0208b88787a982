"""Kinds of questions that are one block in QTI 3."""

from django.utils.translation import gettext as _

from assessments.exchange.banks.qti3.processing import commented, mapped, matched
from assessments.exchange.banks.qti3.written import Writer, Written, names, text
from assessments.exchange.banks.qti3.xml import RESPONSE, declared, element, escape, interaction, prompt, said
from assessments.interactions.packing import PackEntry, PackQuestion


def _asked(question: PackQuestion) -> str:
    return prompt(question.texts.get("prompt", ""))


def _simple(name: str, entry: PackEntry, tag: str = "qti-simple-choice", **attributes: str) -> str:
    comment = entry.texts.get("feedback", "")
    inside = escape(text(entry)) + (said(name, comment) if comment else "")
    return element(tag, inside, identifier=name, **attributes)


def _choice(question: PackQuestion) -> Written:
    ids = names(question.choices, "c")
    right = [ids[entry.id] for entry in question.choices if entry.is_correct]
    several = question.settings.get("cardinality") == "multiple"
    partial = question.settings.get("scoring") == "partial"
    cardinality = "multiple" if several else "single"
    inside = _asked(question) + "".join(_simple(ids[entry.id], entry) for entry in question.choices)
    shuffle = "false" if question.settings.get("shuffle") is False else "true"
    return Written(
        declarations=declared(right, dict.fromkeys(right, "1") if partial else None, cardinality=cardinality),
        body=interaction("choice", inside, shuffle=shuffle, max_choices="0" if several else "1"),
        rules=(mapped([RESPONSE]) if partial else matched()) + commented(),
        has_several=several,
    )


def _true_false(question: PackQuestion) -> Written:
    right = "true" if question.settings.get("answer") is True else "false"
    said_ = {
        name: question.texts.get("feedback_right" if name == right else "feedback_wrong", "")
        for name in ("true", "false")
    }
    shown = {"true": _("True"), "false": _("False")}
    inside = _asked(question) + "".join(
        element("qti-simple-choice", escape(shown[name]) + (said(name, said_[name]) if said_[name] else ""),
                identifier=name)
        for name in shown
    )  # fmt: skip
    body = interaction("choice", inside, shuffle="false", max_choices="1")
    return Written(declarations=declared([right]), body=body, rules=matched() + commented())


def _order(question: PackQuestion) -> Written:
    ids = names(question.choices, "c")
    inside = _asked(question) + "".join(_simple(ids[entry.id], entry) for entry in reversed(question.choices))
    key = declared(ids.values(), cardinality="ordered")
    return Written(declarations=key, body=interaction("order", inside, shuffle="true"), rules=matched())


def _pairs(question: PackQuestion, kind: str, pairs: list[str], inside: str, base_type: str) -> Written:
    partial = question.settings.get("scoring") == "partial"
    points = dict.fromkeys(pairs, "1") if partial else None
    attributes = {} if kind == "gap-match" else {"max_associations": "0"}
    return Written(
        declarations=declared(pairs, points, cardinality="multiple", base_type=base_type),
        body=interaction(kind, _asked(question) + inside, shuffle="true", **attributes),
        rules=mapped([RESPONSE]) if partial else matched(),
    )


def _match(question: PackQuestion) -> Written:
    targets = question.lists.get("targets", ())
    ids = names(question.choices, "c") | names(targets, "t")
    tag = "qti-simple-associable-choice"
    left = "".join(_simple(ids[entry.id], entry, tag, match_max="1") for entry in question.choices)
    right = "".join(_simple(ids[entry.id], entry, tag, match_max="0") for entry in targets)
    pairs = [f"{ids[entry.id]} {ids[str(entry.settings['target'])]}" for entry in question.choices]
    sets = element("qti-simple-match-set", left) + element("qti-simple-match-set", right)
    return _pairs(question, "match", pairs, sets, "directedPair")


def _associate(question: PackQuestion) -> Written:
    ids, groups = names(question.choices, "c"), dict[str, list[str]]()
    for entry in question.choices:
        if group := str(entry.settings.get("partner") or ""):
            groups.setdefault(group, []).append(ids[entry.id])
    tag = "qti-simple-associable-choice"
    inside = "".join(_simple(ids[entry.id], entry, tag, match_max="1") for entry in question.choices)
    return _pairs(question, "associate", [" ".join(pair) for pair in groups.values()], inside, "pair")


BLOCKS: dict[str, Writer] = {
    "choice": _choice,
    "true_false": _true_false,
    "order": _order,
    "match": _match,
    "associate": _associate,
}
