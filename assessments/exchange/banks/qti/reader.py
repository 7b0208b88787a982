"""Reading QTI: one item, one document of version 1.2, or a package of many."""

from dataclasses import replace

from assessments.exchange.banks.archive import Archive
from assessments.exchange.banks.base import Bank, BankError, Reason, Refusal
from assessments.exchange.banks.building import Collector, Source
from assessments.exchange.banks.encoding import decode
from assessments.exchange.banks.qti import classic, item
from assessments.exchange.banks.qti.package import Plan, planned
from assessments.exchange.banks.qti.place import Place
from assessments.exchange.banks.qti.tree import Element, parse
from common.zips import LOCAL_HEADER

ITEM, CLASSIC = "assessment-item", "questestinterop"


def read(data: bytes, name: str) -> Bank:  # noqa: ARG001 - every format is read the same way
    """Return the questions of a QTI file or package; raises BankError when it is none."""
    if data.startswith(LOCAL_HEADER):
        return _package(data)
    decoded = decode(data)
    place = Place(collector=Collector("qti", decoded.notes))
    root = _document(place, decoded.text, "")
    if root.tag == ITEM:
        item.add(place, root, f"line {root.line}")
    elif root.tag != CLASSIC:
        raise BankError(Refusal.WRONG_FORMAT)
    return _bank(place, title="" if root.tag == ITEM else classic.title(root), language=root.get("lang"))


def _document(place: Place, text: str, entry: str) -> Element:
    """Return the root of a document; the items of version 1.2 are taken while it is read."""

    def take(element: Element) -> bool:
        if element.tag == "item":
            classic.add(place, element, entry)
            return True
        return False

    return parse(text, take)


def _package(data: bytes) -> Bank:
    archive = Archive(data)
    plan = planned(archive)
    place = Place(collector=Collector("qti"), archive=archive)
    if not plan.entries and plan.is_damaged:
        raise BankError(Refusal.DAMAGED, plan.manifest)
    if not plan.entries and not plan.missing and plan.manifest not in archive:
        raise BankError(Refusal.WRONG_FORMAT)
    language = ""
    for entry in plan.entries:
        place.name, place.category = entry, plan.categories.get(entry, "")
        place.tags = plan.tags.get(entry, ())
        language = _entry(place, plan, archive, entry) or language
    for entry in plan.missing:
        place.collector.report(Source(place=entry), Reason.MEDIA_MISSING, entry)
    if plan.is_damaged:
        place.collector.note(Source(place=plan.manifest), Reason.BROKEN)
    return _bank(place, title=plan.title, language=language)


def _entry(place: Place, plan: Plan, archive: Archive, entry: str) -> str:
    try:
        root = _document(place, decode(archive.read(entry)).text, entry)
    except BankError as refused:
        if refused.reason == Refusal.TOO_MANY:
            raise
        if entry in plan.promised:
            place.collector.report(Source(place=entry), Reason.BROKEN, refused.place or refused.reason)
        else:
            place.collector.note(Source(place=entry), Reason.BROKEN, refused.place or refused.reason)
        return ""
    if root.tag == ITEM:
        item.add(place, root, entry)
    elif root.tag == CLASSIC:
        plan.title = plan.title or classic.title(root)
    elif entry in plan.promised:
        place.collector.report(Source(place=entry), Reason.BROKEN, root.tag[:40])
    return root.get("lang")


def _bank(place: Place, *, title: str, language: str) -> Bank:
    bank = place.collector.bank(title=title[:120], language=language[:20])
    if not bank.questions_in and not place.counts:
        raise BankError(Refusal.NO_QUESTIONS)
    return replace(bank, meta={name: str(count) for name, count in sorted(place.counts.items())})
