"""What the other formats have no place for travels in a sealed line beside the question, so that nothing is lost.

Whoever changes the visible question there wins: the seal names what it was made for, and is ignored from then on.
"""

import base64
import binascii
import hashlib
import json
import zlib
from collections.abc import Iterable

from assessments import interactions
from assessments.interactions import packing
from assessments.interactions.base import Json
from assessments.interactions.packing import PackQuestion
from cms.exchange.fields import Fields
from cms.exchange.problems import Problems

MARK = "orientir:"
LARGEST = 60_000  # characters of a seal, and bytes of what is in it


def sealed(kind: str, question: PackQuestion, visible: str) -> str:
    """Return one line without spaces, quotes or hyphens in a row."""
    settings, body = packing.write(interactions.pack(kind).SHAPE, question)
    content = json.dumps({"kind": kind, "question": settings | body}, ensure_ascii=False, separators=(",", ":"))
    packed = base64.b32encode(zlib.compress(content.encode(), 9)).decode().rstrip("=")
    return f"{MARK}{_mark_of(visible)}:{packed}"


def opened(lines: Iterable[str], visible: str) -> tuple[str, PackQuestion] | None:
    """Return kind and question of the first seal, or None when there is none that fits what is visible."""
    for line in lines:
        if line.startswith(MARK):
            found = _content(line.removeprefix(MARK).strip(), visible)
            return _question(found) if found else None
    return None


def _content(seal: str, visible: str) -> Json | None:
    mark, _colon, packed = seal.partition(":")
    if mark != _mark_of(visible) or len(packed) > LARGEST:
        return None
    try:
        raw = base64.b32decode(packed + "=" * (-len(packed) % 8))
        unpacker = zlib.decompressobj()
        text = unpacker.decompress(raw, LARGEST)
        if unpacker.unconsumed_tail:
            return None
        content = json.loads(text)
    except (binascii.Error, zlib.error, ValueError, RecursionError):
        return None
    return content if isinstance(content, dict) else None


def _question(content: Json) -> tuple[str, PackQuestion] | None:
    kind = content.get("kind")
    if not isinstance(kind, str) or kind not in interactions.KINDS:
        return None
    problems = Problems()
    fields = Fields(content.get("question"), "", problems)
    question = packing.read(interactions.pack(kind).SHAPE, fields, is_source=True)
    fields.end()
    return None if problems else (kind, question)


def _mark_of(visible: str) -> str:
    return hashlib.sha256(" ".join(visible.split()).encode()).hexdigest()[:16]
