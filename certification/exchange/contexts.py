"""The two JSON-LD contexts that a certificate may name, kept as files and pinned by hash; nothing is ever fetched.

Sources, byte for byte: the W3C Recommendation "Verifiable Credentials Data Model v2.0" (which prints the hash of its
context) and the 1EdTech specification "Open Badges" 3.0, context 3.0.3.
"""

import hashlib
import json
from functools import cache
from pathlib import Path
from typing import Any

CREDENTIALS = "https://www.w3.org/ns/credentials/v2"
OPEN_BADGES = "https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json"

FOLDER = Path(__file__).resolve().parent / "jsonld"
PINNED = {
    CREDENTIALS: ("credentials-v2.jsonld", "59955ced6697d61e03f2b2556febe5308ab16842846f5b586d7f1f7adec92734"),
    OPEN_BADGES: ("open-badges-3.0.3.jsonld", "3d34f4d4ef1bce691106e63798beb5e7b862ba841423f5ee1e53ab7ddf3bca84"),
}


class ForeignContext(ValueError):
    """A document asks for a context that is not one of ours; the message names it."""


class ContextDamaged(RuntimeError):
    """A file beside this module is not the published context any more: nothing is signed or believed with it."""


@cache
def context_document(url: str) -> dict[str, Any]:
    """Return the context published at an address. Raises ``ForeignContext``, ``ContextDamaged``."""
    if url not in PINNED:
        raise ForeignContext(url)
    name, digest = PINNED[url]
    content = (FOLDER / name).read_bytes()
    if hashlib.sha256(content).hexdigest() != digest:
        raise ContextDamaged(name)
    document: dict[str, Any] = json.loads(content)
    return document


def load(url: str, _options: object = None) -> dict[str, Any]:
    """Answer the JSON-LD processor, which thinks that it asks the network."""
    # "static" lets the processor keep what it makes of the context: both never change.
    return {"contextUrl": None, "documentUrl": url, "document": context_document(url), "tag": "static"}
