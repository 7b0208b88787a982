"""XML to a light tree with line numbers: no document type, no entities, no network, a bounded depth and size."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import NoReturn, Protocol
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


class Handler(Protocol):
    """What is told of an XML file while it is read."""

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        """Take the beginning of an element."""

    def end(self, tag: str) -> None:
        """Take the end of an element."""

    def words(self, text: str) -> None:
        """Take words."""

    def say(self, text: str) -> None:
        """Take a comment."""


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

    def end(self, tag: str) -> None:  # noqa: ARG002 - the parser has checked that it is the one that began
        node = self.stack.pop()
        if len(self.stack) == 1:
            self.each(node)

    def words(self, text: str) -> None:
        if len(self.stack) > 1:
            self.stack[-1].parts.append(text)

    def say(self, text: str) -> None:
        if len(self.stack) == 1:
            self.comments.append(text.strip())


def walk(text: str, root: str, each: Callable[[Node], None]) -> None:
    """Call ``each`` with every child of the root element, which has to have this name; raises BankError.

    Comments between these children are kept by the one that follows.
    """
    parse(text, lambda parser, skipped: _Builder(parser, root, each, skipped))


def parse(text: str, make: Callable[[expat.XMLParserType, int], Handler], *, is_typed: bool = False) -> None:
    """Feed a text to the handler that ``make`` returns for a parser and the lines it does not see; raises BankError.

    ``is_typed`` lets the name of a document type pass that declares nothing here; it is never fetched.
    """
    declared = DECLARATION.match(text)
    start = declared.end() if declared else 0
    if text[start : start + 2000].lstrip()[:1] != "<":
        raise BankError(Refusal.WRONG_FORMAT)
    # What the file says of its encoding is done with: from here on it is UTF-8.
    parser = expat.ParserCreate("utf-8")
    parser.buffer_text = True
    skipped = text.count("\n", 0, start)
    handler = make(parser, skipped)

    def refuse(*_declared: object) -> NoReturn:
        raise BankError(Refusal.DECLARATIONS, line_place(parser.CurrentLineNumber + skipped))

    def check_type(_name: str, _system: str | None, _public: str | None, has_declarations: bool) -> None:
        if has_declarations or not is_typed:
            refuse()

    parser.StartElementHandler, parser.EndElementHandler = handler.start, handler.end
    parser.CharacterDataHandler, parser.CommentHandler = handler.words, handler.say
    parser.StartDoctypeDeclHandler, parser.EntityDeclHandler = check_type, refuse
    parser.UnparsedEntityDeclHandler = parser.ExternalEntityRefHandler = parser.SkippedEntityHandler = refuse
    try:
        for at in range(start, len(text), PIECE):
            parser.Parse(text[at : at + PIECE].encode(), False)
        parser.Parse(b"", True)
    except (expat.ExpatError, UnicodeEncodeError) as broken:
        at_line = broken.lineno + skipped if isinstance(broken, expat.ExpatError) else 1
        raise BankError(Refusal.DAMAGED, line_place(at_line)) from None
