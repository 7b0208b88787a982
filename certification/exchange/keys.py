"""Issuer keys: their two halves as text, the document that publishes them, and whether one was good at a moment."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from cryptography.exceptions import UnsupportedAlgorithm
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat, load_pem_private_key

from certification.exchange.multibase import NotMultibase, from_base58, to_base58
from certification.exchange.proofs import moment

# The multicodec numbers of Ed25519 keys, as variable-length integers.
PUBLIC_PREFIX = b"\xed\x01"
KEY_BYTES = 32
KEYS_PATH = "/.well-known/orientir/keys.json"


class NotAKey(ValueError):
    """A file or text holds no Ed25519 key."""


@dataclass(frozen=True, slots=True)
class PublishedKey:
    """The public half of a key and when it may sign: from, to, and until it was withdrawn."""

    multibase: str
    valid_from: datetime
    valid_until: datetime | None = None
    withdrawn_at: datetime | None = None

    def is_good_at(self, at: datetime) -> bool:
        """Return whether what this key signed at a moment counts."""
        if self.withdrawn_at is not None and at >= self.withdrawn_at:
            return False
        return self.valid_from <= at and (self.valid_until is None or at < self.valid_until)


def new_private_pem() -> bytes:
    """Return a new private key as the file that the worker reads."""
    return Ed25519PrivateKey.generate().private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption())


def read_private(pem: bytes) -> Ed25519PrivateKey:
    """Return the key in a file. Raises ``NotAKey``."""
    try:
        key = load_pem_private_key(pem, password=None)
    except (ValueError, TypeError, UnsupportedAlgorithm):
        raise NotAKey from None
    if not isinstance(key, Ed25519PrivateKey):
        raise NotAKey
    return key


def public_multibase(key: Ed25519PrivateKey) -> str:
    """Return the public half as it is published."""
    return to_base58(PUBLIC_PREFIX + key.public_key().public_bytes_raw())


def read_public(multibase: str) -> Ed25519PublicKey:
    """Return the key behind a published text. Raises ``NotAKey``."""
    try:
        content = from_base58(multibase)
    except NotMultibase:
        raise NotAKey from None
    if content[: len(PUBLIC_PREFIX)] != PUBLIC_PREFIX or len(content) != len(PUBLIC_PREFIX) + KEY_BYTES:
        raise NotAKey
    return Ed25519PublicKey.from_public_bytes(content[len(PUBLIC_PREFIX) :])


def method_of(issuer: str, multibase: str) -> str:
    """Return how a proof names a key of an issuer."""
    return f"{issuer}#{multibase}"


def keys_document(issuer: str, keys: Iterable[PublishedKey]) -> dict[str, Any]:
    """Return the issuer's document (W3C Controlled Identifiers): every key that ever signed, each with its dates."""
    methods = [
        {
            "id": method_of(issuer, key.multibase),
            "type": "Multikey",
            "controller": issuer,
            "publicKeyMultibase": key.multibase,
            "validFrom": moment(key.valid_from),
            **({"expires": moment(key.valid_until)} if key.valid_until else {}),
            **({"revoked": moment(key.withdrawn_at)} if key.withdrawn_at else {}),
        }
        for key in keys
    ]
    return {
        "@context": ["https://www.w3.org/ns/cid/v1"],
        "id": issuer,
        "verificationMethod": methods,
        "assertionMethod": [method["id"] for method in methods],
    }
