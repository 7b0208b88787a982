"""Which entries of a package are read, in which order, and what belongs together."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import islice

from assessments.exchange.banks.archive import Archive, beside
from assessments.exchange.banks.base import BankError
from assessments.exchange.banks.encoding import decode
from assessments.exchange.banks.qti.tree import Element, parse

MANIFEST = "imsmanifest.xml"
ROOT = re.compile(rb"<(?![?!])\s*([\w:.-]+)")
COMMENT = re.compile(rb"<!--.*?-->|<\?.*?\?>|<!DOCTYPE[^>\[]*>", re.DOTALL)
TESTS = ("assessmenttest", "qti-assessment-test")
ITEMS = ("assessmentitem", "qti-assessment-item", "questestinterop")
MOST_TAGS = 20
HEAD = 20_000  # the root element begins within so many bytes


@dataclass(slots=True)
class Plan:
    """Entries with questions in the order of reading; those that somebody promised, and those that are missing."""

    entries: list[str] = field(default_factory=list)
    promised: set[str] = field(default_factory=set)
    missing: list[str] = field(default_factory=list)
    categories: dict[str, str] = field(default_factory=dict)
    tags: dict[str, tuple[str, ...]] = field(default_factory=dict)
    manifest: str = MANIFEST
    is_damaged: bool = False
    title: str = ""


def planned(archive: Archive) -> Plan:
    """Return the plan: items in the order of the tests, then of the manifest, then of their names."""
    plan = Plan()
    roots = {name: _root(archive, name) for name in archive if name.lower().endswith(".xml")}
    plan.manifest = next((name for name in roots if name.rpartition("/")[2].lower() == MANIFEST), MANIFEST)
    for name in (name for name, root in roots.items() if root in TESTS):
        _take_test(plan, archive, name)
    _take_manifest(plan, archive)
    for name, root in roots.items():
        if root in ITEMS and name not in plan.entries:
            plan.entries.append(name)
    return plan


def _root(archive: Archive, name: str) -> str:
    """Return the name of the root element, without reading the document as a whole."""
    try:
        head = archive.read(name)[:HEAD].replace(b"\0", b"")
    except BankError:
        return ""
    found = ROOT.search(COMMENT.sub(b"", head))
    return found.group(1).decode(errors="replace").rpartition(":")[2].lower() if found else ""


def _document(archive: Archive, name: str) -> Element | None:
    try:
        return parse(decode(archive.read(name)).text)
    except BankError:
        return None


def _take_test(plan: Plan, archive: Archive, name: str) -> None:
    root = _document(archive, name)
    if root is None:
        return
    plan.title = plan.title or root.get("title")
    for section, reference in _references(root, ""):
        _promise(plan, archive, beside(name, reference.get("href")), reference.get("href"))
        if section:
            plan.categories.setdefault(beside(name, reference.get("href")), section)


def _references(element: Element, section: str) -> Iterator[tuple[str, Element]]:
    for child in element.children:
        if child.tag == "assessment-item-ref":
            yield section, child
        else:
            yield from _references(child, child.get("title") if child.tag == "assessment-section" else section)


def _take_manifest(plan: Plan, archive: Archive) -> None:
    if plan.manifest not in archive:
        return
    root = _document(archive, plan.manifest)
    if root is None:
        plan.is_damaged = True
        return
    for resource in root.below("resource"):
        if "item" in resource.get("type").lower() and resource.get("href"):
            name = beside(plan.manifest, resource.get("href"))
            _promise(plan, archive, name, resource.get("href"))
            words = (one.text[:80] for one in islice(resource.below("keyword"), MOST_TAGS))
            plan.tags[name] = tuple(word for word in words if word)


def _promise(plan: Plan, archive: Archive, name: str, reference: str) -> None:
    if name in archive:
        plan.promised.add(name)
        if name not in plan.entries:
            plan.entries.append(name)
    elif (shown := (name or reference)[:120]) not in plan.missing:
        plan.missing.append(shown)
