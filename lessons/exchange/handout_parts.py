"""Formatted text as the plain data that the template of a hand-out sets: nothing in it is markup."""

from cms.exchange.rich_text import List, Node, Paragraph, Runs, from_html

type Part = dict[str, object]


def rich(html: str) -> list[Part]:
    """Return paragraphs, small headings and lists of stored HTML."""
    return [_part(node) for node in from_html(html)]


def words(text: str, *, kind: str = "p") -> Part:
    """Return a paragraph of one style."""
    return {"kind": kind, "runs": [{"text": text, "bold": False, "italic": False}]}


def boxed(title: str, parts: list[Part]) -> Part:
    """Return parts that stand in a frame of their own."""
    return {"kind": "box", "title": title, "parts": parts}


def _part(node: Node) -> Part:
    if isinstance(node, Paragraph):
        return {"kind": "heading" if node.is_heading else "p", "runs": _runs(node.runs)}
    return _listed(node)


def _listed(node: List) -> Part:
    entries = [
        {"runs": _runs(entry.runs), "lists": [_listed(below) for below in entry.lists]} for entry in node.entries
    ]
    return {"kind": "list", "numbered": node.is_numbered, "entries": entries}


def _runs(runs: Runs) -> list[dict[str, object]]:
    return [{"text": run.text, "bold": run.bold, "italic": run.italic} for run in runs]
