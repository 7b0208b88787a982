"""Words of GIFT: escaped characters, formats in brackets, and where an unescaped control character stands."""

import re
from collections.abc import Iterator

from assessments.exchange.banks.base import Media, Reason
from assessments.exchange.banks.building import Source, Unusable
from assessments.exchange.banks.plain import FORMULA, LONGEST_MARKUP, Plain, from_auto, from_html, from_markdown

ESCAPE = re.compile(r"\\([~=#{}:\\n])")
FORMAT = re.compile(r"\s*\[(html|moodle|plain|markdown)\]", re.IGNORECASE)
LINE_END = re.compile(r"[ \t]*\n[ \t]*")


def unescape(text: str) -> str:
    """Return the text with what its backslashes stand for."""
    return ESCAPE.sub(lambda found: "\n" if found.group(1) == "n" else found.group(1), text)


def escape(text: str) -> str:
    """Return the text so that reading it gives the same."""
    return re.sub(r"([~=#{}:\\])", r"\\\1", text).replace("\n", "\\n")


def plain(source: Source, raw: str, default: str = "") -> str:
    """Return raw words as plain text, with a note where formatting or a picture was lost."""
    found = FORMAT.match(raw)
    kind = found.group(1).lower() if found else default
    inner = raw[found.end() :] if found else raw
    if len(inner) > LONGEST_MARKUP:
        raise Unusable(Reason.TOO_LONG)
    if kind != "markdown":
        inner = LINE_END.sub(" ", inner)
    words = _converted(kind, unescape(inner))
    if words.is_cut:
        raise Unusable(Reason.TOO_LONG)
    if words.is_lossy:
        source.note(Reason.FORMATTING_LOST)
    # GIFT names pictures and never holds them.
    source.media.extend(Media(path=path, data=b"", alt=alt) for path, alt in words.media)
    if words.media:
        source.note(Reason.MEDIA_MISSING, words.media[0][0])
    return words.text


def format_of(raw: str) -> str:
    """Return the format a text names, which its answers share unless they name their own."""
    found = FORMAT.match(raw)
    return found.group(1).lower() if found else ""


def _converted(kind: str, text: str) -> Plain:
    match kind:
        case "html":
            return from_html(text, keeps_lines=True)
        case "markdown":
            return from_markdown(text)
        case "plain":
            return Plain(text.strip(), is_lossy=bool(FORMULA.search(text)))
        case _:
            return from_auto(text)


def split_at(text: str, controls: str) -> Iterator[tuple[str, str]]:
    """Yield (control character, the words after it) at each unescaped one; the first control is empty."""
    start, control = 0, ""
    for found in re.finditer(rf"\\.|[{re.escape(controls)}]", text, re.DOTALL):
        if not found.group().startswith("\\"):
            yield control, text[start : found.start()]
            start, control = found.end(), found.group()
    yield control, text[start:]


def find(text: str, mark: str) -> int:
    """Return where an unescaped mark stands first, -1 for nowhere."""
    for found in re.finditer(rf"\\.|{re.escape(mark)}", text, re.DOTALL):
        if not found.group().startswith("\\"):
            return found.start()
    return -1
