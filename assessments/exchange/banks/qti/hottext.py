"""QTI texts with words to mark."""

from assessments.exchange.banks.base import Reason
from assessments.exchange.banks.building import Unusable
from assessments.exchange.banks.drafts import letters, texts
from assessments.exchange.banks.gapped import escaped
from assessments.exchange.banks.plain import from_html, one_line
from assessments.exchange.banks.qti.asked import Asked
from assessments.exchange.banks.qti.body import SILENT
from assessments.exchange.banks.qti.markup import markup
from assessments.exchange.banks.qti.tree import Element
from assessments.interactions.packing import CHOICES, PackEntry, PackQuestion, Value
from assessments.interactions.passages import MOST_GAPS

INSTRUCTION = "Mark the words."
OPENING, CLOSING = "\ue000", "\ue001"


def build(asked: Asked) -> tuple[str, PackQuestion]:
    """Each word is numbered by its place in the text."""
    marked = list(asked.element.below("hottext"))
    right = set(asked.values)
    if not right or right - {one.get("identifier") for one in marked}:
        raise Unusable(Reason.NO_KEY)
    if len(marked) > MOST_GAPS:
        raise Unusable(Reason.TOO_MANY_CHOICES, str(len(marked)))
    entries: list[PackEntry] = []
    for number, one in enumerate(marked, 1):
        settings: dict[str, Value] = {"gap": number, "correct": one.get("identifier") in right}
        said = texts(text=one_line(asked.words(one)), feedback=asked.feedback_of(one))
        entries.append(PackEntry(letters(number - 1), said, settings))
    shown = texts(
        prompt=asked.prompt() or INSTRUCTION, passage=_passage(asked, marked), feedback=asked.comments.general
    )
    return "hottext", PackQuestion(
        shown, {CHOICES: tuple(entries)}, {"scoring": "partial" if asked.key.points else "all"}
    )


def _passage(asked: Asked, marked: list[Element]) -> str:
    numbers = {id(one): number for number, one in enumerate(marked, 1)}

    def instead(element: Element) -> str | None:
        if id(element) in numbers:
            return f"{OPENING}{numbers[id(element)]}{CLOSING}"
        return "" if element.tag in SILENT or element.tag == "prompt" else None

    plain = from_html(markup(asked.element, instead))
    if plain.is_lossy:
        asked.source.note(Reason.FORMATTING_LOST)
    return escaped(plain.text).replace(OPENING, "[").replace(CLOSING, "]")
