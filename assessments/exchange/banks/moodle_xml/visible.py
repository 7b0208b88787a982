"""What somebody sees of a question in Moodle XML, on one line: the sealed line of our own export holds for that."""

from assessments.exchange.banks.xml_tree import Node

# Moodle writes these anew or adds them; they change nothing about the question.
PASSING = frozenset(("penalty", "hidden", "idnumber", "defaultgrade", "tags", "hint", "file"))


def of(node: Node) -> str:
    """Return names and words of everything inside a question, in their order."""
    parts: list[str] = []
    _gather(node, parts)
    return " ".join(parts)


def _gather(node: Node, parts: list[str]) -> None:
    parts.append(node.tag)
    if fraction := node.attributes.get("fraction"):
        parts.append(fraction)
    parts.extend(node.text.split())
    for child in node.children:
        if child.tag not in PASSING:
            _gather(child, parts)
