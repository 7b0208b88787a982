"""The one form of a document that is signed: RDF in canonical order (RDFC-1.0, which PyLD calls URDNA2015).

The two differ only in how control characters are written and in limits on work: the schema refuses such characters,
and every node that could be mistaken for another one, before a document gets here.
"""

import hashlib
import json
from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any

from certification.exchange import contexts

type Loader = Callable[[str, object], dict[str, Any]]


def canonical_form(document: Mapping[str, Any], loader: Loader = contexts.load) -> str:
    """Return the N-Quads of a JSON-LD document in canonical order. Raises ``ForeignContext``."""
    from pyld import jsonld  # noqa: PLC0415  thirty megabytes that no web process needs

    options = {"algorithm": "URDNA2015", "format": "application/n-quads", "documentLoader": loader}
    try:
        form: str = jsonld.normalize(document, options)
    except jsonld.JsonLdError as error:
        raise _own_cause(error) from error
    return form


def digest_of(document: Mapping[str, Any]) -> bytes:
    """Return the hash of a document's canonical form, remembered for the last few documents."""
    return _digest(json.dumps(document, ensure_ascii=False))


@lru_cache(maxsize=64)
def _digest(text: str) -> bytes:
    return hashlib.sha256(canonical_form(json.loads(text)).encode()).digest()


class NotCanonical(ValueError):
    """The JSON-LD processor can make nothing of a document."""


def _own_cause(error: BaseException) -> Exception:
    """Return the refusal of our loader that the processor has wrapped, else one that says that it gave up."""
    cause: BaseException | None = error
    while cause is not None:
        if isinstance(cause, (contexts.ForeignContext, contexts.ContextDamaged)):
            return cause
        cause = getattr(cause, "cause", None) or cause.__cause__
    return NotCanonical(str(getattr(error, "type", "")))
