"""A question's print template as plain blocks, so that the PDF shows what the page shows, whatever the kind."""

from dataclasses import dataclass, field
from html.parser import HTMLParser

BLOCKS = {"p", "li", "figcaption"}
VOID = {"br", "img", "input"}


@dataclass
class Block:
    """One paragraph or line of a list; ``is_hint`` is set smaller."""

    text: str = ""
    is_hint: bool = False


@dataclass
class _Reader(HTMLParser):
    """Collects the text of blocks; white space is what a browser makes of it."""

    blocks: list[Block] = field(default_factory=list)
    is_open: bool = False
    drawings: int = 0

    def __post_init__(self) -> None:
        super().__init__(convert_charrefs=True)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Begin a block, or a new line inside one; what is drawn has no words."""
        self.drawings += tag == "svg"
        if tag in BLOCKS:
            names = (dict(attrs).get("class") or "").split()
            self.blocks.append(Block(is_hint=bool({"hint", "muted"} & set(names))))
            self.is_open = True
        elif tag == "br" and self.is_open:
            self.blocks[-1].text += "\n"

    def handle_endtag(self, tag: str) -> None:
        """End a block."""
        self.drawings -= tag == "svg"
        if tag in BLOCKS:
            self.is_open = False

    def handle_data(self, data: str) -> None:
        """Add words to the open block; outside of one there is only white space between tags."""
        if self.drawings:
            return
        if not self.is_open:
            if not data.strip():
                return
            self.blocks.append(Block())
            self.is_open = True
        words = " ".join(data.split())
        before = " " if data[:1].isspace() and self.blocks[-1].text[-1:] not in ("", "\n", " ") else ""
        after = " " if words and data[-1:].isspace() else ""
        self.blocks[-1].text += before + words + after


def blocks(html: str) -> list[dict[str, object]]:
    """Return the blocks of a rendered print template, empty ones left out."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return [{"text": block.text.strip(), "hint": block.is_hint} for block in reader.blocks if block.text.strip()]
