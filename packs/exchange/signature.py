"""Who vouches for a pack: an Ed25519 signature over all its files, in a file of its own beside them."""

import base64
import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

SIGNATURE = "signature.txt"
HEAD = "orientir-signature/1"
FORM = re.compile(rf"{HEAD}\nkey (?P<key>[0-9a-f]{{16}})\n(?P<signature>[A-Za-z0-9+/]{{86}}==)\n?")

type Keys = Mapping[str, tuple[str, Ed25519PublicKey]]


class Seal(StrEnum):
    """What a signature says of a pack."""

    TRUSTED = "trusted"
    UNKNOWN = "unknown"
    MISSING = "missing"
    BROKEN = "broken"


@dataclass(frozen=True, slots=True)
class Origin:
    """Whether somebody we know has signed exactly these files; ``name`` is what our list of keys calls them."""

    seal: Seal
    name: str = ""


def sign(files: Mapping[str, bytes], key: Ed25519PrivateKey) -> bytes:
    """Return the file that vouches for all others."""
    signature = base64.b64encode(key.sign(_message(files))).decode()
    return f"{HEAD}\nkey {key_id(key.public_key())}\n{signature}\n".encode()


def origin(files: Mapping[str, bytes], trusted: Keys) -> Origin:
    """Return who has signed these files; with an unknown key nobody can say whether they are whole."""
    if SIGNATURE not in files:
        return Origin(Seal.MISSING)
    found = FORM.fullmatch(files[SIGNATURE].decode("ascii", errors="replace").replace("\r\n", "\n"))
    if found is None:
        return Origin(Seal.BROKEN)
    if found["key"] not in trusted:
        return Origin(Seal.UNKNOWN, found["key"])
    name, key = trusted[found["key"]]
    try:
        key.verify(base64.b64decode(found["signature"]), _message(files))
    except InvalidSignature:
        return Origin(Seal.BROKEN, name)
    return Origin(Seal.TRUSTED, name)


def key_id(key: Ed25519PublicKey) -> str:
    """Return the short name of a key."""
    return hashlib.sha256(key.public_bytes(Encoding.Raw, PublicFormat.Raw)).hexdigest()[:16]


def read_keys(text: str) -> dict[str, tuple[str, Ed25519PublicKey]]:
    """Return the keys of a list: one a line, in base64, then the owner's name. Raises ``ValueError`` with the line."""
    keys = {}
    for number, row in enumerate(text.splitlines(), 1):
        encoded, _space, name = row.strip().partition(" ")
        if not encoded or encoded.startswith("#"):
            continue
        try:
            key = Ed25519PublicKey.from_public_bytes(base64.b64decode(encoded, validate=True))
        except ValueError as error:
            raise ValueError(number) from error
        keys[key_id(key)] = (name.strip() or key_id(key), key)
    return keys


def _message(files: Mapping[str, bytes]) -> bytes:
    """Return what is signed: the name and the digest of every other file, in order."""
    rows = [f"{name}\0{hashlib.sha256(files[name]).hexdigest()}" for name in sorted(files) if name != SIGNATURE]
    return "\n".join([HEAD, *rows]).encode()
