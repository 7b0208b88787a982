"""One QTI item: the questions in it, each taken or reported."""

from collections.abc import Callable, Mapping
from dataclasses import replace

from assessments.exchange.banks import own
from assessments.exchange.banks.base import Reason
from assessments.exchange.banks.building import Source, Unusable
from assessments.exchange.banks.plain import Plain
from assessments.exchange.banks.qti import comments, inline, keys, names, pictures, programs, visible
from assessments.exchange.banks.qti.asked import Asked
from assessments.exchange.banks.qti.body import INLINE, Part, interactions, parts
from assessments.exchange.banks.qti.place import Place, identifier
from assessments.exchange.banks.qti.programs import Program
from assessments.exchange.banks.qti.questions import BUILDERS
from assessments.exchange.banks.qti.tree import Element
from assessments.interactions.packing import PackQuestion

NUMBERS = inline.NUMBERS


def add(place: Place, item: Element, entry: str) -> None:
    """Take the questions of one item, or report each of them."""
    place.counts["items"] += 1
    first = Source(
        place=entry, name=item.get("title"), identifier=identifier(place, item.get("identifier")),
        category=place.category, tags=place.tags,
    )  # fmt: skip
    try:
        found = interactions(item)
    except Unusable as unusable:
        place.collector.report(first, unusable.reason, unusable.detail)
        return
    place.counts.update(one.tag for one in found)
    if ours := own.opened(item.comments, visible.of(item)):
        _add_ours(place, item, first, ours)
        return
    body = item.first("item-body")
    if not found or body is None:
        place.collector.note(first, Reason.NOT_A_QUESTION)
        return
    _add_parts(place, item, body, found, first)


def _add_ours(place: Place, item: Element, first: Source, ours: tuple[str, PackQuestion]) -> None:
    media, notes = pictures.read(place.archive, place.name, item, Plain(""))
    key = names.key(item.get("identifier"))
    identifier_ = first.identifier if key in place.seen else key or first.identifier
    place.seen.add(key)
    source = replace(first, source_kind=ours[0], identifier=identifier_, media=media, notes=notes)
    place.collector.add(source, lambda _source: ours)


def _add_parts(place: Place, item: Element, body: Element, found: list[Element], first: Source) -> None:
    responses = keys.declared(item)
    counted = {name for name, response in responses.items() if response.base_type in NUMBERS}
    made, plain = parts(body, found, counted)
    missing = [one for one in found if not any(one is other for part in made for other in part.interactions)]
    made += [Part([one], []) for one in missing]
    program = programs.read(item, responses)
    media, notes = pictures.read(place.archive, place.name, item, plain)
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
    item: Element, part: Part, program: Program, responses: Mapping[str, keys.Declared]
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
    item: Element, part: Part, program: Program, responses: Mapping[str, keys.Declared]
) -> Callable[[Source], tuple[str, PackQuestion]]:
    def build(source: Source) -> tuple[str, PackQuestion]:
        said = comments.read(source, item)
        asked = [
            Asked(
                source=source, part=part, element=one, key=responses[one.get("response-identifier")],
                program=program, comments=said,
            )
            for one in part.interactions
        ]  # fmt: skip
        if part.interactions[0].tag in INLINE:
            return inline.build(source, part, asked)
        return BUILDERS[part.interactions[0].tag](asked[0])

    return build
