"""QTI texts with gaps, and words to put into them."""

from collections.abc import Mapping

from assessments.exchange.banks.base import Reason
from assessments.exchange.banks.building import Unusable
from assessments.exchange.banks.drafts import letters, texts
from assessments.exchange.banks.gapped import INSTRUCTION, escaped
from assessments.exchange.banks.plain import from_html, one_line
from assessments.exchange.banks.qti.asked import Asked
from assessments.exchange.banks.qti.body import SILENT
from assessments.exchange.banks.qti.markup import markup
from assessments.exchange.banks.qti.pairs import right_pairs
from assessments.exchange.banks.qti.tree import Element
from assessments.interactions.packing import CHOICES, PackEntry, PackQuestion, Value


def build(asked: Asked) -> tuple[str, PackQuestion]:
    """Each word is used once; a word that may be used twice stands here twice."""
    if asked.element.first("gap-img") is not None:
        raise Unusable(Reason.UNKNOWN_KIND, "gap-img")
    gaps = {gap.get("identifier"): number for number, gap in enumerate(asked.element.below("gap"), 1)}
    right: dict[str, str] = {}
    for word, gap in right_pairs(asked):
        if right.setdefault(gap, word) != word:
            raise Unusable(Reason.SEVERAL_KEYS)
    elements = {one.get("identifier"): one for one in asked.element.all("gap-text")}
    if set(right) != set(gaps) or not set(right.values()) <= set(elements):
        raise Unusable(Reason.NO_KEY)
    placed = [(word, gaps[gap]) for gap, word in right.items()]
    placed += [(word, 0) for word in elements if word not in right.values()]
    entries: list[PackEntry] = []
    for word, number in placed:
        settings: dict[str, Value] = {"gap": number}
        element = elements[word]
        words_ = texts(text=one_line(asked.words(element)), feedback=asked.feedback_of(element))
        entries.append(PackEntry(letters(len(entries)), words_, settings))
    shown = texts(prompt=asked.prompt() or INSTRUCTION, passage=_passage(asked, gaps), feedback=asked.comments.general)
    return "gap_match", PackQuestion(shown, {CHOICES: tuple(entries)}, {"scoring": "partial"})


def _passage(asked: Asked, gaps: Mapping[str, int]) -> str:
    def instead(element: Element) -> str | None:
        if element.tag == "gap":
            return f"\ue000{gaps[element.get('identifier')]}\ue001"
        return "" if element.tag in SILENT or element.tag in ("prompt", "gap-text") else None

    plain = from_html(markup(asked.element, instead))
    if plain.is_lossy:
        asked.source.note(Reason.FORMATTING_LOST)
    return escaped(plain.text).replace("\ue000", "[").replace("\ue001", "]")
