"""The body of a QTI item as lines of words, divided into questions that can stand alone."""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from assessments.exchange.banks.base import Reason
from assessments.exchange.banks.building import Unusable
from assessments.exchange.banks.plain import Plain, from_html
from assessments.exchange.banks.qti.markup import markup
from assessments.exchange.banks.qti.tree import Element

INLINE = frozenset(("text-entry-interaction", "inline-choice-interaction"))
FEEDBACK = frozenset(("feedback-inline", "feedback-block", "modal-feedback"))
# Words that are not for the person who answers, or that only say how they look.
SILENT = FEEDBACK | {"rubric-block", "stylesheet", "printed-variable", "template-inline", "template-block"}
OPENING, CLOSING = "\ue000", "\ue001"
MARK = re.compile(f"{OPENING}(\\d+){CLOSING}")
PRIVATE = re.compile(f"[{OPENING}{CLOSING}]")
MOST_INTERACTIONS = 200


@dataclass(slots=True)
class Part:
    """What becomes one question: its interactions, the words before them, and, where they stand inside, the text."""

    interactions: list[Element]
    lead: list[str]
    lines: list[str] = field(default_factory=list)

    @property
    def kind(self) -> str:
        """Return the other system's word for it."""
        return " + ".join(dict.fromkeys(one.tag for one in self.interactions))


def interactions(item: Element) -> list[Element]:
    """Return all interactions in their order, also those inside feedback."""
    found = [element for element in item.walk() if element.tag.endswith("-interaction")]
    if len(found) > MOST_INTERACTIONS:
        raise Unusable(Reason.TOO_MANY_CHOICES, str(len(found)))
    return found


def words(element: Element, dropped: frozenset[str] = SILENT) -> Plain:
    """Return the words of an element without its interactions and comments."""
    return from_html(markup(element, lambda part: "" if part.tag in dropped else None))


def parts(body: Element, found: Sequence[Element], counted: Collection[str]) -> tuple[list[Part], Plain]:
    """Return the questions of a body, and its words with what they showed and lost; ``counted`` expect numbers."""
    numbers = {id(one): number for number, one in enumerate(found)}

    def instead(element: Element) -> str | None:
        if id(element) in numbers:
            mark = f"{OPENING}{numbers[id(element)]}{CLOSING}"
            return mark if element.tag in INLINE else f"<p>{mark}</p>"
        if element.tag in SILENT and not any(id(inner) in numbers for inner in element.walk()):
            return ""
        return None

    # Marks of our own in a foreign text would be taken for interactions.
    plain = from_html(markup(_without_private(body), instead))
    lines = [line for line in plain.text.split("\n") if line]
    return list(_divided(lines, found, counted)), plain


def _without_private(element: Element) -> Element:
    for one in (element, *element.walk()):
        one.content[:] = [PRIVATE.sub("", part) if isinstance(part, str) else part for part in one.content]
    return element


def _divided(lines: list[str], found: Sequence[Element], counted: Collection[str]) -> Iterator[Part]:
    shared, before, made = list[str](), list[str](), list[Part]()
    inline: Part | None = None
    for line in lines:
        numbers = [int(number) for number in MARK.findall(line)]
        here = [found[number] for number in numbers]
        if not here:
            (inline.lines if inline is not None else before).append(line)
        elif here[0].tag in INLINE:
            if inline is None:
                inline, before = Part([], shared + before), []
                made.append(inline)
            inline.interactions.extend(here)
            inline.lines.append(line)
        else:
            if inline is not None:
                before = _trailing(inline)
            made.append(Part(here, shared + before))
            inline, before = None, []
        if not shared and len(made) == 1:
            shared = list(made[0].lead)
    if before and made:
        made[-1].lead += before
    for part in made:
        yield from _alone(part, counted)


def _trailing(part: Part) -> list[str]:
    """Take the lines after the last gap off a text: they belong to what follows."""
    last = max(place for place, line in enumerate(part.lines) if MARK.search(line))
    trailing = part.lines[last + 1 :]
    del part.lines[last + 1 :]
    return trailing


def _alone(part: Part, counted: Collection[str]) -> Iterator[Part]:
    """Gaps of several kinds, each on a line of its own, are questions of their own."""
    kinds = {(one.tag, one.get("response-identifier") in counted) for one in part.interactions}
    marked = [line for line in part.lines if MARK.search(line)]
    is_mixed = len(kinds) > 1 or (True in {is_number for _tag, is_number in kinds} and len(part.interactions) > 1)
    if not is_mixed or len(marked) != len(part.interactions):
        yield part
        return
    for one, (lead, line) in zip(part.interactions, _with_lead(part.lines), strict=True):
        yield Part([one], part.lead + lead, [line])


def _with_lead(lines: list[str]) -> Iterator[tuple[list[str], str]]:
    lead = list[str]()
    for line in lines:
        if MARK.search(line):
            yield lead, line
            lead = []
        else:
            lead.append(line)
