"""One QTI item: the questions in it, each taken or reported."""

import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field, replace

from assessments.exchange.banks import own
from assessments.exchange.banks.archive import Archive, beside
from assessments.exchange.banks.base import Media, Reason
from assessments.exchange.banks.building import Collector, Source, Unusable
from assessments.exchange.banks.plain import Plain
from assessments.exchange.banks.qti import inline, keys, visible
from assessments.exchange.banks.qti.body import INLINE, Part, interactions, parts, words
from assessments.exchange.banks.qti.questions import BUILDERS, Asked, Comments
from assessments.exchange.banks.qti.tree import Element
from assessments.interactions.packing import LONGEST_OTHER, PackQuestion

# Others ("choice", "Q1", "Example 3") are not the only ones of their name in the world.
UNIQUE = re.compile(r"[0-9]{7}|[0-9a-f]{8}(?:-|[0-9a-f]{8})", re.IGNORECASE)
RIGHT, WRONG = ("correct", "right"), ("incorrect", "wrong")
NUMBERS = inline.NUMBERS


@dataclass(slots=True, kw_only=True)
class Place:
    """Where items come from: the file they stand in, its archive, and what has been seen of it."""

    collector: Collector
    archive: Archive | None = None
    name: str = ""
    category: str = ""
    seen: set[str] = field(default_factory=set)
    counts: Counter[str] = field(default_factory=Counter)


def add(place: Place, item: Element, entry: str) -> None:
    """Take the questions of one item, or report each of them."""
    place.counts["items"] += 1
    first = Source(
        place=entry, name=item.get("title"), identifier=_identifier(place, item.get("identifier")),
        category=place.category,
    )  # fmt: skip
    try:
        found = interactions(item)
    except Unusable as unusable:
        place.collector.report(first, unusable.reason, unusable.detail)
        return
    place.counts.update(one.tag for one in found)
    if ours := own.opened(item.comments, visible.of(item)):
        place.collector.add(replace(first, source_kind=ours[0]), lambda _source: ours)
        return
    body = item.first("item-body")
    if not found or body is None:
        place.collector.note(first, Reason.NOT_A_QUESTION)
        return
    _add_parts(place, item, body, found, first)


def _identifier(place: Place, name: str) -> str:
    if not UNIQUE.search(name) or name in place.seen:
        return ""
    place.seen.add(name)
    return name


def _add_parts(place: Place, item: Element, body: Element, found: list[Element], first: Source) -> None:
    responses = keys.declared(item)
    counted = {name for name, response in responses.items() if response.base_type in NUMBERS}
    made, plain = parts(body, found, counted)
    missing = [one for one in found if not any(one is other for part in made for other in part.interactions)]
    made += [Part([one], []) for one in missing]
    program = keys.program(item, responses)
    media, notes = _media(place, item, plain)
    for number, part in enumerate(made, 1):
        suffix = f"#{number}" if len(made) > 1 else ""
        source = replace(
            first, place=first.place + suffix, identifier=first.identifier and first.identifier + suffix,
            source_kind=part.kind, media=list(media), notes=list(notes),
        )  # fmt: skip
        reason = _obstacle(item, part, program, responses)
        if plain.is_cut:
            reason = (Reason.TOO_LONG, "")
        elif part.interactions[0] in missing:
            reason = reason or (Reason.BROKEN, "")
        if reason:
            place.collector.report(source, *reason)
        else:
            place.collector.add(source, _builder(item, part, program, responses))


def _obstacle(
    item: Element, part: Part, program: keys.Program, responses: Mapping[str, keys.Declared]
) -> tuple[Reason, str] | None:
    kind = part.interactions[0].tag
    if kind not in INLINE and kind not in BUILDERS:
        return Reason.UNKNOWN_KIND, ""
    if item.get("adaptive").lower() in ("true", "1") or next(item.below("template-declaration"), None) is not None:
        return Reason.RESPONSE_PROCESSING, "adaptive"
    if not program.is_known and kind != "extended-text-interaction":
        return Reason.RESPONSE_PROCESSING, ""
    if any(one.get("response-identifier") not in responses for one in part.interactions):
        return Reason.NO_KEY, ""
    return None


def _builder(
    item: Element, part: Part, program: keys.Program, responses: Mapping[str, keys.Declared]
) -> Callable[[Source], tuple[str, PackQuestion]]:
    def build(source: Source) -> tuple[str, PackQuestion]:
        comments = _comments(source, item)
        asked = [
            Asked(
                source=source, part=part, element=one, key=responses[one.get("response-identifier")],
                program=program, comments=comments,
            )
            for one in part.interactions
        ]  # fmt: skip
        if part.interactions[0].tag in INLINE:
            return inline.build(source, part, asked)
        return BUILDERS[part.interactions[0].tag](asked[0])

    return build


def _comments(source: Source, item: Element) -> Comments:
    by_choice: dict[str, list[str]] = {}
    for element in _said(item):
        if element.get("show-hide", "show") != "show":
            source.note(Reason.FEEDBACK_LOST)
            continue
        text = words(element, frozenset()).text
        if len(text) > LONGEST_OTHER:
            source.note(Reason.FEEDBACK_LOST, element.get("identifier"))
        elif text:
            by_choice.setdefault(element.get("identifier"), []).append(text)
    said = {name: "\n".join(texts) for name, texts in by_choice.items()}
    named = {one.get("identifier") for one in item.walk() if "choice" in one.tag or one.tag in ("gap-text", "hottext")}
    free = {name: text for name, text in said.items() if name not in named}
    right = _taken(free, RIGHT)
    wrong = _taken(free, WRONG)
    if len(free) > 1:
        source.note(Reason.FEEDBACK_LOST)
    general = next(iter(free.values())) if len(free) == 1 else ""
    return Comments(general=general, by_choice=said, right=right, wrong=wrong)


def _said(item: Element) -> Iterable[Element]:
    """Yield the comments that stand outside of choices and hold no interactions."""
    yield from item.all("modal-feedback")
    body = item.first("item-body")
    choices = {id(inner) for one in item.walk() if one.tag.endswith("-choice") for inner in one.walk()}
    for one in body.walk() if body is not None else ():
        is_comment = one.tag in ("feedback-block", "feedback-inline") and id(one) not in choices
        if is_comment and not any(inner.tag.endswith("-interaction") for inner in one.walk()):
            yield one


def _taken(free: dict[str, str], names: tuple[str, ...]) -> str:
    name = next((name for name in free if name.lower().rpartition("_")[2] in names), "")
    return free.pop(name) if name else ""


def _media(place: Place, item: Element, plain: Plain) -> tuple[list[Media], list[tuple[Reason, str]]]:
    """Return the pictures of an item, and what is to be told of those that are not there."""
    media: list[Media] = []
    notes: list[tuple[Reason, str]] = [(Reason.FORMATTING_LOST, "")] if plain.is_lossy else []
    shown = {one.get("src") or one.get("data"): one.get("alt") for one in item.walk() if one.tag in ("img", "object")}
    for reference, alt in shown.items():
        name = beside(place.name, reference) if reference else ""
        if not reference:
            continue
        if place.archive is None or name not in place.archive:
            notes.append((Reason.MEDIA_MISSING, reference.partition(",")[0][:60]))
        elif taken := place.archive.media(name, alt[:300]):
            media.append(taken)
        else:
            notes.append((Reason.MEDIA_REFUSED, reference.partition(",")[0][:60]))
    return media, notes
