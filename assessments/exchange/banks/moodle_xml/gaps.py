"""Moodle's gaps with numbers in double brackets: words to choose from a list, or to drag."""

import re

from assessments.exchange.banks.base import Reason
from assessments.exchange.banks.building import Source, Unusable
from assessments.exchange.banks.drafts import letters, texts
from assessments.exchange.banks.gapped import INSTRUCTION, escaped
from assessments.exchange.banks.moodle_xml.questions import Builder, feedback, prompt
from assessments.exchange.banks.moodle_xml.words import plain
from assessments.exchange.banks.plain import one_line
from assessments.exchange.banks.xml_tree import Node
from assessments.interactions.packing import CHOICES, PackEntry, PackQuestion, Value

GAP = re.compile(r"\[\[(\d{1,2})\]\]")


def _parts(source: Source, node: Node) -> tuple[str, list[int]]:
    """Return the passage with our gaps, and the number of the option that is right in each."""
    pieces = GAP.split(prompt(source, node))
    options = [int(piece) for piece in pieces[1::2]]
    if not options:
        raise Unusable(Reason.NO_KEY)
    passage = "".join(escaped(piece) if place % 2 == 0 else f"[{place // 2 + 1}]" for place, piece in enumerate(pieces))
    return passage, options


def _inline(source: Source, node: Node) -> tuple[str, PackQuestion]:
    """Each gap offers the options of its group."""
    passage, right = _parts(source, node)
    options = [
        (one_line(plain(source, option, "moodle_auto_format")), option.value("group", "1"))
        for option in node.all("selectoption")
    ]
    entries: list[PackEntry] = []
    for gap, number in enumerate(right, 1):
        if not 0 < number <= len(options):
            raise Unusable(Reason.NO_KEY, str(number))
        group = options[number - 1][1]
        for place, (text, belongs) in enumerate(options, 1):
            if belongs == group:
                settings: dict[str, Value] = {"gap": gap, "correct": place == number}
                entries.append(PackEntry(letters(len(entries)), texts(text=text), settings))
    words = texts(prompt=source.name or INSTRUCTION, passage=passage, feedback=feedback(source, node))
    return "inline_choice", PackQuestion(words, {CHOICES: tuple(entries)}, {"scoring": "partial"})


def _drag(source: Source, node: Node) -> tuple[str, PackQuestion]:
    """Each word is used once; a word that Moodle lets be used twice stands here twice."""
    passage, right = _parts(source, node)
    words = [one_line(plain(source, box, "moodle_auto_format")) for box in node.all("dragbox")]
    if any(not 0 < number <= len(words) for number in right):
        raise Unusable(Reason.NO_KEY)
    placed = [(words[number - 1], gap) for gap, number in enumerate(right, 1)]
    placed += [(word, 0) for number, word in enumerate(words, 1) if number not in right]
    entries = tuple(
        PackEntry(letters(place), texts(text=word), {"gap": gap}) for place, (word, gap) in enumerate(placed)
    )
    shown = texts(prompt=source.name or INSTRUCTION, passage=passage, feedback=feedback(source, node))
    return "gap_match", PackQuestion(shown, {CHOICES: entries}, {"scoring": "partial"})


BUILDERS: dict[str, Builder] = {"gapselect": _inline, "ddwtos": _drag}
