"""Texts and pictures of QTI 1.2."""

import re
from collections.abc import Iterator

from assessments.exchange.banks.archive import Archive, beside
from assessments.exchange.banks.base import Reason
from assessments.exchange.banks.building import Source, Unusable
from assessments.exchange.banks.plain import Plain, from_auto, from_html, tidy
from assessments.exchange.banks.qti.tree import Element

BASE = re.compile(r"^(?:\$|%24)IMS[-_]CC[-_]FILE_?BASE(?:\$|%24)/?", re.IGNORECASE)
ANSWERING = ("response_lid", "response_str", "response_num", "response_xy", "response_grp", "response_extension")


def words(source: Source, archive: Archive | None, entry: str, element: Element) -> str:
    """Return the words of everything inside that is no answer; pictures travel along."""
    parts: list[str] = []
    for one in _texts(element):
        plain = _plain(one)
        if plain.is_cut:
            raise Unusable(Reason.TOO_LONG)
        if plain.is_lossy:
            source.note(Reason.FORMATTING_LOST)
        for reference, alt in plain.media:
            _take(source, archive, entry, reference, alt, is_prompt=element.tag == "presentation")
        parts.append(plain.text)
    return tidy("\n".join(part for part in parts if part))


def _texts(element: Element) -> Iterator[Element]:
    for child in element.children:
        if child.tag in ("mattext", "matimage", "mataudio", "matemtext"):
            yield child
        elif child.tag not in ANSWERING:
            yield from _texts(child)


def _plain(element: Element) -> Plain:
    if element.tag in ("matimage", "mataudio"):
        return Plain("", media=((element.get("uri"), element.get("label")),))
    raw = "".join(part for part in element.content if isinstance(part, str))
    kind = element.get("texttype").lower()
    return from_html(raw) if kind == "text/html" else Plain(tidy(raw)) if kind == "text/plain" else from_auto(raw)


def _take(source: Source, archive: Archive | None, entry: str, reference: str, alt: str, *, is_prompt: bool) -> None:
    inner = BASE.sub("", reference)
    names = [name for name in (beside(entry, inner), beside("", inner)) if name]
    name = next((name for name in names if archive is not None and name in archive), "")
    if archive is None or not name:
        source.note(Reason.MEDIA_MISSING, reference.partition(",")[0][:60])
    elif media := archive.media(name, alt, is_prompt=is_prompt):
        if media not in source.media:
            source.media.append(media)
    else:
        source.note(Reason.MEDIA_REFUSED, reference[:60])
