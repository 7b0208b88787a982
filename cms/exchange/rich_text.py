"""Formatted text as a small tree: paragraphs, small headings, lists, bold and italic; to and from stored HTML.

The tree is the meeting point of the editor's HTML and the packs' Markdown. It is always *tidy*: neighbouring runs
differ in style, no run's edge is a styled space, no node is empty, no list stands beside a list of its kind.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from html import escape
from html.parser import HTMLParser
from typing import Any

BREAK = "\n"  # a line break inside a paragraph; the only newline a run may hold
# The editor numbers paragraphs for itself; a text that differs by that alone is the same text.
EDITOR_MARKS = re.compile(r' data-block-key="[^"]*"')
AROUND_BREAK = re.compile(r" *\n *")


@dataclass(frozen=True, slots=True)
class Run:
    """Letters of one style."""

    text: str
    bold: bool = False
    italic: bool = False

    @property
    def style(self) -> tuple[bool, bool]:
        """Return bold and italic."""
        return self.bold, self.italic


type Runs = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, or a small heading."""

    runs: Runs
    is_heading: bool = False


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of a list, with the lists below it."""

    runs: Runs
    lists: tuple["List", ...] = ()


@dataclass(frozen=True, slots=True)
class List:
    """A list, numbered or not."""

    entries: tuple[Entry, ...]
    is_numbered: bool = False


type Node = Paragraph | List
type RichText = tuple[Node, ...]


def tidy_runs(runs: Iterable[Run]) -> Runs:
    """Return the same words with the fewest runs, no styled space at an edge and no space at the ends."""
    loose: list[Run] = []
    for run in _joined(runs):
        core = run.text.strip(" \n")
        start = run.text.index(core) if core else len(run.text)
        end = start + len(core)
        loose += [Run(run.text[:start]), replace(run, text=core), Run(run.text[end:])]
    tidied = [replace(run, text=AROUND_BREAK.sub(BREAK, run.text)) for run in _joined(loose)]
    if tidied:
        tidied[0] = replace(tidied[0], text=tidied[0].text.lstrip(" \n"))
        tidied[-1] = replace(tidied[-1], text=tidied[-1].text.rstrip(" \n"))
    return tuple(_joined(tidied))


def _joined(runs: Iterable[Run]) -> list[Run]:
    """Return the runs without empty ones, neighbours of one style as one."""
    joined: list[Run] = []
    for run in runs:
        if run.text and joined and joined[-1].style == run.style:
            joined[-1] = replace(run, text=joined[-1].text + run.text)
        elif run.text:
            joined.append(run)
    return joined


def tidy(nodes: Iterable[Node]) -> RichText:
    """Return the nodes without empty ones, neighbouring lists of a kind joined."""
    kept: list[Node] = []
    for node in nodes:
        if isinstance(node, Paragraph):
            paragraph = replace(node, runs=tidy_runs(node.runs))
            if paragraph.runs:
                kept.append(paragraph)
            continue
        tidied = _tidy_list(node)
        before = kept[-1] if kept else None
        if isinstance(before, List) and before.is_numbered == tidied.is_numbered:
            kept[-1] = replace(before, entries=before.entries + tidied.entries)
        elif tidied.entries:
            kept.append(tidied)
    return tuple(kept)


def _tidy_list(node: List) -> List:
    entries = []
    for entry in node.entries:
        lists = tuple(child for child in tidy(entry.lists) if isinstance(child, List))
        runs = tidy_runs(entry.runs)
        if runs:
            entries.append(Entry(runs, lists))
        else:
            # An entry without words only indents: what is below it moves up.
            entries += [below for child in lists for below in child.entries]
    return replace(node, entries=tuple(entries))


def plain(runs: Runs) -> str:
    """Return the words without style."""
    return "".join(run.text for run in runs)


def texts(nodes: RichText) -> Iterator[str]:
    """Yield the words of each paragraph and entry in reading order."""
    for node in nodes:
        if isinstance(node, Paragraph):
            yield plain(node.runs)
        else:
            for entry in node.entries:
                yield plain(entry.runs)
                yield from texts(entry.lists)


def to_html(nodes: RichText) -> str:
    """Return the HTML the editor stores."""
    parts = []
    for node in nodes:
        if isinstance(node, Paragraph):
            tag = "h3" if node.is_heading else "p"
            parts.append(f"<{tag}>{_runs_html(node.runs)}</{tag}>")
        else:
            tag = "ol" if node.is_numbered else "ul"
            entries = "".join(f"<li>{_runs_html(entry.runs)}{to_html(entry.lists)}</li>" for entry in node.entries)
            parts.append(f"<{tag}>{entries}</{tag}>")
    return "".join(parts)


def _runs_html(runs: Runs) -> str:
    parts = []
    for run in runs:
        html = escape(run.text, quote=False).replace(BREAK, "<br/>")
        html = f"<i>{html}</i>" if run.italic else html
        parts.append(f"<b>{html}</b>" if run.bold else html)
    return "".join(parts)


class _Reader(HTMLParser):
    """Collects runs into paragraphs and nested lists; tags it does not know give their words."""

    HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
    BLOCKS = HEADINGS | {"p", "div", "blockquote", "pre"}
    STYLES = {"b": "bold", "strong": "bold", "i": "italic", "em": "italic"}

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.nodes: list[Node] = []
        self._runs: list[Run] = []
        self._styles = {"bold": 0, "italic": 0}
        # One pair per open list: is it numbered, and its entries as (runs, lists below).
        self._open: list[tuple[bool, list[tuple[list[Run], list[List]]]]] = []

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002  the parser's
        if tag in self.STYLES:
            self._styles[self.STYLES[tag]] += 1
        elif tag == "br":
            self._take(BREAK)
        elif tag in ("ul", "ol"):
            self._end_paragraph()
            self._open.append((tag == "ol", []))
        elif tag == "li" and self._open:
            self._open[-1][1].append(([], []))
        elif tag in self.BLOCKS:
            self._end_paragraph()

    def handle_endtag(self, tag: str) -> None:
        if tag in self.STYLES:
            style = self.STYLES[tag]
            self._styles[style] = max(0, self._styles[style] - 1)
        elif tag in ("ul", "ol") and self._open:
            is_numbered, entries = self._open.pop()
            done = List(tuple(Entry(tuple(runs), tuple(lists)) for runs, lists in entries), is_numbered)
            if self._open and self._open[-1][1]:
                self._open[-1][1][-1][1].append(done)
            elif not self._open:
                self.nodes.append(done)
        elif tag in self.BLOCKS:
            self._end_paragraph(is_heading=tag in self.HEADINGS)

    def handle_data(self, data: str) -> None:
        # A newline in HTML is a space; only <br> breaks a line.
        self._take(data.replace("\n", " ").replace("\t", " "))

    def close(self) -> None:
        super().close()
        while self._open:
            self.handle_endtag("ul")
        self._end_paragraph()

    def _take(self, text: str) -> None:
        run = Run(text, bold=self._styles["bold"] > 0, italic=self._styles["italic"] > 0)
        if self._open and self._open[-1][1]:
            self._open[-1][1][-1][0].append(run)
        else:
            self._runs.append(run)

    def _end_paragraph(self, *, is_heading: bool = False) -> None:
        if self._runs and not self._open:
            self.nodes.append(Paragraph(tuple(self._runs), is_heading))
            self._runs = []


def from_html(html: str) -> RichText:
    """Return the tree of stored HTML; attributes and unknown tags are dropped, their words kept."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return tidy(reader.nodes)


def without_editor_marks(stored: Any) -> Any:
    """Return stored blocks, lists, mappings and texts without the editor's own marks."""
    if isinstance(stored, str):
        return EDITOR_MARKS.sub("", stored)
    if isinstance(stored, list):
        return [without_editor_marks(entry) for entry in stored]
    if isinstance(stored, dict):
        return {key: without_editor_marks(entry) for key, entry in stored.items()}
    return stored
