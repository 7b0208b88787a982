"""A GIFT file as blocks: one per question, with its line, its category and what the comments above it say."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

COMMENT = re.compile(r"\s*//")
CATEGORY = re.compile(r"\s*\$CATEGORY\s*:\s*(.*)", re.IGNORECASE)
IDENTIFIER = re.compile(r"\[id:\s*((?:\\.|[^\]\\]){1,200})\]")
TAG = re.compile(r"\[tag:\s*((?:\\.|[^\]\\]){1,80})\]")
BRACE = re.compile(r"\\.|[{}]", re.DOTALL)
LONGEST_LINE = 50_000
GOES_ON = ("=", "~", "#", "}")  # how a line inside braces begins


@dataclass(slots=True)
class Block:
    """The lines of one question."""

    line: int
    category: str
    lines: list[str] = field(default_factory=list)
    comments: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Return the question as it was written, without comments."""
        return "\n".join(self.lines)

    @property
    def identifier(self) -> str:
        """Return the identifier a comment gives."""
        return next((found.group(1) for line in self.comments if (found := IDENTIFIER.search(line))), "")

    @property
    def tags(self) -> tuple[str, ...]:
        """Return the tags the comments give."""
        return tuple(tag.strip() for line in self.comments for tag in TAG.findall(line))[:20]


def blocks(text: str) -> Iterator[Block]:
    """Yield the questions of a file. An empty line ends one, unless its braces are open and the next line goes on."""
    category, comments = "", list[str]()
    block: Block | None = None
    depth, lines = 0, text.split("\n")
    for number, line in enumerate(lines, 1):
        if COMMENT.match(line):
            if block is None:
                comments.append(line.strip()[2:].strip())
        elif line.strip():
            if block is None and (found := CATEGORY.match(line)):
                category, comments = found.group(1).strip(), []
                continue
            if block is None:
                block, comments = Block(number, category, comments=comments), []
            block.lines.append(line)
            depth = _depth(line, depth)
        elif block is not None and not (depth > 0 and _goes_on(lines, number)):
            yield block
            block, depth = None, 0
        elif block is None:
            comments = []
    if block is not None:
        yield block


def _depth(line: str, depth: int) -> int:
    if len(line) > LONGEST_LINE:
        return 0
    for found in BRACE.finditer(line):
        if found.group() == "{":
            depth = 1  # braces do not nest
        elif found.group() == "}":
            depth = 0
    return depth


def _goes_on(lines: list[str], at: int) -> bool:
    """Whether the first line with words from ``at`` on is a part of the same answers."""
    for line in lines[at : at + 20]:
        if line.strip() and not COMMENT.match(line):
            return line.lstrip().startswith(GOES_ON)
    return False
