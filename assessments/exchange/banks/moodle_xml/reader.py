"""Reading Moodle XML: which element is a question, and what it is called."""

from assessments.exchange.banks import own, xml_tree
from assessments.exchange.banks.base import Bank, Reason
from assessments.exchange.banks.building import Collector, Source
from assessments.exchange.banks.encoding import decode, line_place
from assessments.exchange.banks.moodle_xml import cloze, gaps, questions, visible
from assessments.exchange.banks.moodle_xml.words import plain
from assessments.exchange.banks.xml_tree import Node

BUILDERS = questions.BUILDERS | gaps.BUILDERS | {"cloze": cloze.build, "multianswer": cloze.build}


def read(data: bytes, name: str) -> Bank:  # noqa: ARG001 - every format is read the same way
    """Return the questions of a Moodle XML file; raises BankError when it is none."""
    decoded = decode(data)
    collector = Collector("moodle_xml", decoded.notes)
    category = ""

    def take(node: Node) -> None:
        nonlocal category
        kind = node.attributes.get("type", "").strip().lower()
        if node.tag == "question" and kind == "category":
            category = _category(node)
        elif node.tag == "question":
            _add(collector, node, kind, category)

    xml_tree.walk(decoded.text, "quiz", take)
    return collector.bank()


def _category(node: Node) -> str:
    inner = node.first("category")
    return inner.value("text") if inner is not None else ""


def _add(collector: Collector, node: Node, kind: str, category: str) -> None:
    name = node.first("name")
    source = Source(
        place=line_place(node.line),
        source_kind=kind,
        name=name.value("text") if name is not None else "",
        identifier=node.value("idnumber"),
        category=category.removeprefix("$course$/"),
        tags=_tags(node),
    )
    if ours := own.opened(node.comments, visible.of(node)):
        plain(source, node.first("questiontext"))  # takes its picture along
        source.notes.clear()
        collector.add(source, lambda _source: ours)
    elif kind == "description":
        collector.note(source, Reason.NOT_A_QUESTION)
    elif kind in BUILDERS:
        collector.add(source, lambda source: BUILDERS[kind](source, node))
    else:
        collector.report(source, Reason.UNKNOWN_KIND)


def _tags(node: Node) -> tuple[str, ...]:
    tags = node.first("tags")
    return tuple(tag.value("text")[:80] for tag in tags.all("tag"))[:20] if tags is not None else ()
