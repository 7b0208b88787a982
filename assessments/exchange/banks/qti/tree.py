"""QTI documents as one light tree: the names of version 2 and 3 become the same, words keep their order."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from xml.parsers import expat

from assessments.exchange.banks import xml_tree
from assessments.exchange.banks.base import BankError, Refusal
from assessments.exchange.banks.encoding import line_place

DEEPEST = 60
MOST_NODES = xml_tree.MOST_NODES
MOST_KEPT = 100_000  # elements in memory at a time
HUMP = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")


@dataclass(slots=True)
class Element:
    """One element; ``content`` holds words and elements as they follow each other."""

    tag: str
    line: int
    attributes: dict[str, str]
    content: list["Element | str"] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)

    @property
    def children(self) -> Iterator["Element"]:
        """Yield the elements directly inside."""
        return (part for part in self.content if isinstance(part, Element))

    @property
    def text(self) -> str:
        """Return all words inside, on one line."""
        return " ".join("".join(self._words()).split())

    def _words(self) -> Iterator[str]:
        for part in self.content:
            if isinstance(part, str):
                yield part
            else:
                yield from part._words()

    def get(self, name: str, default: str = "") -> str:
        """Return an attribute without the spaces around it."""
        return self.attributes.get(name, default).strip()

    def all(self, tag: str) -> Iterator["Element"]:
        """Yield the children of a name."""
        return (child for child in self.children if child.tag == tag)

    def first(self, tag: str) -> "Element | None":
        """Return the first child of a name."""
        return next(self.all(tag), None)

    def walk(self) -> Iterator["Element"]:
        """Yield every element below, in the order of the file."""
        for child in self.children:
            yield child
            yield from child.walk()

    def below(self, tag: str) -> Iterator["Element"]:
        """Yield every element of a name below."""
        return (element for element in self.walk() if element.tag == tag)

    def value(self, tag: str) -> str:
        """Return the words of the first child of a name."""
        child = self.first(tag)
        return child.text if child is not None else ""


def common_name(name: str) -> str:
    """Return the name that an element or attribute has in every version: ``choice-interaction``."""
    local = name.rpartition(":")[2]
    return HUMP.sub("-", local).lower().removeprefix("qti-")


class _Builder:
    def __init__(self, parser: expat.XMLParserType, skipped: int, each: Callable[[Element], bool]) -> None:
        self.parser, self.skipped, self.each = parser, skipped, each
        self.stack: list[Element] = []
        self.root: Element | None = None
        self.count = self.kept = 0
        self.before = list[int]()  # how many were kept when each open element began
        self.comments = list[str]()

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self.count += 1
        self.before.append(self.kept)
        self.kept += 1
        line = self.parser.CurrentLineNumber + self.skipped
        if len(self.stack) >= DEEPEST:
            raise BankError(Refusal.TOO_DEEP, line_place(line))
        if self.count > MOST_NODES or self.kept > MOST_KEPT:
            raise BankError(Refusal.TOO_MANY)
        named = {common_name(name): value for name, value in attributes.items() if not name.startswith("xmlns")}
        element = Element(common_name(tag), line, named, comments=self.comments)
        self.comments = []
        if self.stack:
            self.stack[-1].content.append(element)
        else:
            self.root = element
        self.stack.append(element)

    def end(self, tag: str) -> None:  # noqa: ARG002 - the parser has checked that it is the one that began
        element, before = self.stack.pop(), self.before.pop()
        if self.stack and self.each(element):
            self.stack[-1].content.pop()
            self.kept = before

    def words(self, text: str) -> None:
        if self.stack:
            self.stack[-1].content.append(text)

    def say(self, text: str) -> None:
        self.comments.append(text.strip())


def parse(text: str, each: Callable[[Element], bool] = lambda _element: False) -> Element:
    """Return the root; an element for which ``each`` returns True is done with and does not stay in memory."""
    made: list[_Builder] = []

    def make(parser: expat.XMLParserType, skipped: int) -> _Builder:
        made.append(_Builder(parser, skipped, each))
        return made[0]

    xml_tree.parse(text, make, is_typed=True)
    root = made[0].root
    if root is None:
        raise BankError(Refusal.DAMAGED)
    return root
