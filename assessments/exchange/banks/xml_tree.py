"""XML to a light tree with line numbers: no document type, no entities, no network, a bounded depth and size."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import NoReturn
from xml.parsers import expat

from assessments.exchange.banks.base import BankError, Refusal
from assessments.exchange.banks.encoding import line_place

DEEPEST = 40
PIECE = 1 << 16
MOST_NODES = 3_000_000
DECLARATION = re.compile(r"\s*<\?xml[^>]{0,200}\?>")


@dataclass(slots=True)
class Node:
    """One element. ``tail`` is left out: the formats read here put no words between elements."""

    tag: str
    line: int
    attributes: dict[str, str]
    children: list["Node"] = field(default_factory=list)
    parts: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Return the words directly inside."""
        return "".join(self.parts)

    def all(self, tag: str) -> Iterator["Node"]:
        """Yield the children of a name."""
        return (child for child in self.children if child.tag == tag)

    def first(self, tag: str) -> "Node | None":
        """Return the first child of a name."""
        return next(self.all(tag), None)

    def value(self, tag: str, default: str = "") -> str:
        """Return the words of the first child of a name, on one line."""
        child = self.first(tag)
        return " ".join(child.text.split()) if child is not None else default


class _Builder:
    """Hands each child of the root on as soon as it is whole, so that a bank is never in memory as a tree."""

    def __init__(self, parser: expat.XMLParserType, root: str, each: Callable[[Node], None], skipped: int) -> None:
        self.parser, self.root, self.each, self.skipped = parser, root, each, skipped
        self.stack: list[Node] = []
        self.count = 0
        self.comments = list[str]()

    @property
    def line(self) -> int:
        return self.parser.CurrentLineNumber + self.skipped

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.count += 1
        if len(self.stack) >= DEEPEST:
            raise BankError(Refusal.TOO_DEEP, line_place(self.line))
        if self.count > MOST_NODES:
            raise BankError(Refusal.TOO_MANY)
        node = Node(tag.lower(), self.line, attributes)
        if not self.stack and node.tag != self.root:
            raise BankError(Refusal.WRONG_FORMAT)
        if len(self.stack) == 1:
            node.comments, self.comments = self.comments, []
        elif self.stack:
            self.stack[-1].children.append(node)
        self.stack.append(node)

    def end(self, _tag: str) -> None:
        node = self.stack.pop()
        if len(self.stack) == 1:
            self.each(node)

    def words(self, text: str) -> None:
        if len(self.stack) > 1:
            self.stack[-1].parts.append(text)

    def say(self, text: str) -> None:
        if len(self.stack) == 1:
            self.comments.append(text.strip())

    def refuse(self, *_declared: object) -> NoReturn:
        raise BankError(Refusal.DECLARATIONS, line_place(self.line))


def walk(text: str, root: str, each: Callable[[Node], None]) -> None:
    """Call ``each`` with every child of the root element, which has to have this name; raises BankError.

    Comments between these children are kept by the one that follows.
    """
    declared = DECLARATION.match(text)
    start = declared.end() if declared else 0
    if text[start : start + 2000].lstrip()[:1] != "<":
        raise BankError(Refusal.WRONG_FORMAT)
    # What the file says of its encoding is done with: from here on it is UTF-8.
    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True
    builder = _Builder(parser, root, each, text.count("\n", 0, start))
    parser.StartElementHandler, parser.EndElementHandler = builder.start, builder.end
    parser.CharacterDataHandler, parser.CommentHandler = builder.words, builder.say
    parser.StartDoctypeDeclHandler = parser.EntityDeclHandler = builder.refuse
    parser.UnparsedEntityDeclHandler = parser.ExternalEntityRefHandler = builder.refuse
    try:
        for at in range(start, len(text), PIECE):
            parser.Parse(text[at : at + PIECE].encode(), False)
        parser.Parse(b"", True)
    except (expat.ExpatError, UnicodeEncodeError) as broken:
        at_line = broken.lineno + builder.skipped if isinstance(broken, expat.ExpatError) else 1
        raise BankError(Refusal.DAMAGED, line_place(at_line)) from None
