"""Texts of other systems as our plain text: paragraphs and lists keep their lines, everything else goes."""

import re
from dataclasses import dataclass
from html.parser import HTMLParser

BREAKS = frozenset(
    ("address", "article", "blockquote", "br", "caption", "dd", "div", "dl", "dt", "fieldset", "figure", "footer",
     "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr", "li", "main", "ol", "option", "p", "pre", "section",
     "table", "tr", "ul")
)  # fmt: skip
SILENT = frozenset(("script", "style", "template", "head", "title", "noscript", "iframe", "object", "svg", "math"))
VOID = frozenset(("br", "hr", "img", "input", "source", "track", "wbr", "col", "embed", "link", "meta"))
# What says nothing that plain text does not say: its loss is not worth a note.
HARMLESS = frozenset(("p", "br", "div", "span", "html", "body", "font", "section", "wbr"))
LOOKS_LIKE_HTML = re.compile(
    r"</?(?:p|br|div|span|b|i|u|em|strong|img|a|ul|ol|li|sub|sup|table|tr|td|pre|code|h[1-6]|script|style|iframe|svg"
    r"|font|audio|video|source|object|embed|math|input|blockquote|hr)\b[^<>]*/?>|&(?:[a-z]{2,8}|#\d{2,5});",
    re.IGNORECASE,
)
FORMULA = re.compile(r"\$\$.+?\$\$|\\\(.+?\\\)|\\\[.+?\\\]", re.DOTALL)
MARKDOWN = re.compile(r"(\*\*|__)(?=\S)(.{1,400}?)(?<=\S)\1|(?<!\w)([*_])(?=\S)(.{1,400}?)(?<=\S)\3(?!\w)")
TAG = re.compile(r"<[^<>]*>")
SPACES = re.compile(r"[ \t\u00a0]*\n[ \t\u00a0]*")
# A text that is longer than this in its markup is not read at all: no question needs it.
LONGEST_MARKUP = 60_000


@dataclass(frozen=True, slots=True)
class Plain:
    """Plain text; whether more than paragraphs was lost; names of the pictures and sounds it showed, with their words.

    ``is_cut`` is set for a text that is too long to be read.
    """

    text: str
    is_lossy: bool = False
    media: tuple[tuple[str, str], ...] = ()
    is_cut: bool = False


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self.media: list[tuple[str, str]] = []
        self.is_lossy = False
        self._silent: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        is_media = tag in ("img", "audio", "video", "source")  # taken along, or told as media
        self.is_lossy = self.is_lossy or not (is_media or tag in HARMLESS)
        if is_media:
            names = dict(attrs)
            if source := names.get("src"):
                self.media.append((source[:300], (names.get("alt") or "")[:300]))
        if tag in SILENT:
            self._silent.append(tag)
        elif tag in BREAKS:
            self.parts.append("\n- " if tag == "li" else "\n")
        elif tag in ("td", "th"):
            self.parts.append(" ")

    def handle_endtag(self, tag: str) -> None:
        if self._silent and tag == self._silent[-1]:
            self._silent.pop()
        elif tag in BREAKS and tag not in VOID:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.parts.append(data)


def from_html(markup: str, *, keeps_lines: bool = False) -> Plain:
    """Return the words of HTML; line ends of the source are spaces unless ``keeps_lines``."""
    if len(markup) > LONGEST_MARKUP:
        return Plain("", is_cut=True)
    if "<" not in markup and "&" not in markup:
        return Plain(tidy(markup if keeps_lines else SPACES.sub(" ", markup)), bool(FORMULA.search(markup)))
    reader = _Reader()
    # A line end of the source is no line end of the text; the marker survives until the tags have made theirs.
    try:
        reader.feed(markup if keeps_lines else SPACES.sub(" ", markup))
        reader.close()
    except AssertionError:  # the parser's word for a declaration that makes no sense
        return Plain(tidy(TAG.sub(" ", markup)), is_lossy=True)
    text = tidy("".join(reader.parts))
    return Plain(text, reader.is_lossy or bool(FORMULA.search(text)), tuple(dict.fromkeys(reader.media)))


def from_markdown(source: str) -> Plain:
    """Return the words of Markdown: marks of emphasis go, lists and lines stay."""
    if len(source) > LONGEST_MARKUP:
        return Plain("", is_cut=True)
    text = MARKDOWN.sub(lambda found: found.group(2) or found.group(4), source)
    inner = from_html(text, keeps_lines=True) if LOOKS_LIKE_HTML.search(text) else Plain(tidy(text))
    return Plain(inner.text, inner.is_lossy or text != source or bool(FORMULA.search(text)), inner.media)


def from_auto(source: str) -> Plain:
    """Return the words of a text that may or may not be HTML."""
    if len(source) > LONGEST_MARKUP:
        return Plain("", is_cut=True)
    if LOOKS_LIKE_HTML.search(source):
        return from_html(source, keeps_lines=True)
    return Plain(tidy(source), bool(FORMULA.search(source)))


def tidy(text: str) -> str:
    """Return the text without blank lines in a row and without spaces at the ends of its lines."""
    lines = [line.strip(" \t\u00a0") for line in text.split("\n")]
    kept = [line for number, line in enumerate(lines) if line or (number and lines[number - 1])]
    return "\n".join(kept).replace("\u00a0", " ").strip()


def one_line(text: str) -> str:
    """Return the text on one line, for places that have no more."""
    return " ".join(text.split())
