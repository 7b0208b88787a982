"""Bytes as text: base58 for keys and signatures, base64url for lists, each with the letter that names it."""

import base64
import binascii

BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
VALUES = {sign: value for value, sign in enumerate(BASE58)}
# Longer than any key or signature: reading base58 takes time that grows with the square of the length.
LONGEST = 128


class NotMultibase(ValueError):
    """The text is not what its first letter promises."""


def to_base58(content: bytes) -> str:
    """Return the bytes in base58btc, behind the letter z."""
    number, signs = int.from_bytes(content), ""
    while number:
        number, value = divmod(number, len(BASE58))
        signs = BASE58[value] + signs
    zeros = len(content) - len(content.lstrip(b"\0"))
    return "z" + BASE58[0] * zeros + signs


def from_base58(text: str) -> bytes:
    """Return the bytes of a base58btc text behind the letter z. Raises ``NotMultibase``."""
    signs = text[1:]
    if text[:1] != "z" or len(text) > LONGEST or not set(signs) <= VALUES.keys():
        raise NotMultibase
    number = 0
    for sign in signs:
        number = number * len(BASE58) + VALUES[sign]
    zeros = len(signs) - len(signs.lstrip(BASE58[0]))
    return b"\0" * zeros + number.to_bytes((number.bit_length() + 7) // 8)


def to_base64url(content: bytes) -> str:
    """Return the bytes in base64url without padding, behind the letter u."""
    return "u" + base64.urlsafe_b64encode(content).decode().rstrip("=")


def from_base64url(text: str) -> bytes:
    """Return the bytes of a base64url text behind the letter u. Raises ``NotMultibase``."""
    if text[:1] != "u" or "=" in text:
        raise NotMultibase
    try:
        return base64.b64decode(text[1:] + "=" * (-len(text[1:]) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise NotMultibase from None
