"""Texts of Moodle XML, with their format and the files inside them."""

import base64
import binascii
from urllib.parse import unquote

from assessments.exchange.banks.base import LARGEST_PICTURE, Media, Reason
from assessments.exchange.banks.building import Source, Unusable
from assessments.exchange.banks.plain import Plain, from_auto, from_html, from_markdown, tidy
from assessments.exchange.banks.xml_tree import Node

PLUGIN_FILE = "@@PLUGINFILE@@/"
PROMPT = "questiontext"
YES = frozenset(("1", "true", "yes"))


def is_yes(value: str) -> bool:
    """Whether a word of the format means yes."""
    return value.strip().lower() in YES


def plain(source: Source, node: Node | None, default: str = "html") -> str:
    """Return the words of an element that has ``<text>``, a format and perhaps files.

    The files of the question's own words belong to its prompt.
    """
    if node is None:
        return ""
    holder = node.first("text")
    raw = holder.text if holder is not None else node.text
    words = _converted(node.attributes.get("format", default), raw)
    if words.is_cut:
        raise Unusable(Reason.TOO_LONG)
    if words.is_lossy:
        source.note(Reason.FORMATTING_LOST)
    _take_files(source, node, dict(words.media))
    return words.text


def _converted(format_name: str, raw: str) -> Plain:
    match format_name.strip().lower():
        case "html" | "1":
            return from_html(raw)
        case "markdown" | "4":
            return from_markdown(raw)
        case "plain_text" | "plain" | "2":
            return Plain(tidy(raw))
        case _:
            return from_auto(raw)


def _take_files(source: Source, node: Node, shown: dict[str, str]) -> None:
    """Let the files of a text travel along; one that is shown and not there is told."""
    named = {unquote(path.removeprefix(PLUGIN_FILE)): alt for path, alt in shown.items()}
    there = {file.attributes.get("name", ""): file for file in node.all("file")}
    for name, file in there.items():
        data = _bytes(file)
        if data is None:
            source.note(Reason.MEDIA_REFUSED, name)
        else:
            is_prompt = node.tag == PROMPT
            source.media.append(Media(path=name[:300], data=data, alt=named.get(name, ""), is_prompt=is_prompt))
    for name in named:
        if name not in there:
            source.note(Reason.MEDIA_MISSING, name)


def _bytes(file: Node) -> bytes | None:
    written = file.text
    if file.attributes.get("encoding", "base64") != "base64" or len(written) > LARGEST_PICTURE * 3 // 2:
        return None
    try:
        data = base64.b64decode("".join(written.split()), validate=True)
    except (binascii.Error, ValueError):
        return None
    return data if 0 < len(data) <= LARGEST_PICTURE else None
