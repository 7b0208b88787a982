"""Proofs of W3C Data Integrity with the cryptosuite eddsa-rdfc-2022: Ed25519 over two canonical hashes."""

import hashlib
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey

from certification.exchange import contexts
from certification.exchange.canonical import Loader, canonical_form, digest_of
from certification.exchange.multibase import NotMultibase, from_base58, to_base58

CRYPTOSUITE = "eddsa-rdfc-2022"
SIGNATURE_BYTES = 64


def moment(at: datetime) -> str:
    """Return a moment as credentials write it, in whole seconds of UTC."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def signed(
    document: Mapping[str, Any], key: Ed25519PrivateKey, method: str, at: datetime, loader: Loader = contexts.load
) -> dict[str, Any]:
    """Return the document with a proof; ``method`` names the key as its publisher does."""
    options = {
        "type": "DataIntegrityProof",
        "cryptosuite": CRYPTOSUITE,
        "created": moment(at),
        "verificationMethod": method,
        "proofPurpose": "assertionMethod",
    }
    value = to_base58(key.sign(what_is_signed(document, options, loader)))
    return {**document, "proof": {**options, "proofValue": value}}


def is_signed_by(document: Mapping[str, Any], key: Ed25519PublicKey) -> bool:
    """Return whether the document's proof was made of exactly this document with the private half of the key."""
    options = dict(document["proof"])
    unsigned = {name: value for name, value in document.items() if name != "proof"}
    try:
        signature = from_base58(options.pop("proofValue"))
        if len(signature) != SIGNATURE_BYTES:
            return False
        key.verify(signature, what_is_signed(unsigned, options))
    except (InvalidSignature, NotMultibase):
        return False
    return True


def what_is_signed(document: Mapping[str, Any], options: Mapping[str, Any], loader: Loader = contexts.load) -> bytes:
    """Return the hash of the proof's options followed by that of the document: 64 bytes."""
    options = {"@context": document["@context"], **options}
    if loader is contexts.load:
        return digest_of(options) + digest_of(document)
    forms = (canonical_form(part, loader) for part in (options, document))
    return b"".join(hashlib.sha256(form.encode()).digest() for form in forms)
