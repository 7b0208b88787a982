"""Bitstring Status List 1.0: one bit for each certificate, set while it must not be believed.

A bit is set for a withdrawn certificate and for a suspended one: whoever checks without asking us must believe neither.
"""

import gzip
import zlib
from collections.abc import Collection
from datetime import datetime
from typing import Any

from certification.exchange import contexts
from certification.exchange.multibase import NotMultibase, from_base64url, to_base64url
from certification.exchange.proofs import moment

# The least that lets one certificate hide among the others.
BITS = 131_072
PURPOSE = "revocation"


class NotAList(ValueError):
    """A text is not the compressed list that it should be."""


def encode(positions: Collection[int]) -> str:
    """Return a list in which exactly the bits at these positions are set; position 0 is the leftmost bit."""
    bits = bytearray(BITS // 8)
    for position in positions:
        if not 0 <= position < BITS:
            raise ValueError(f"no bit {position}")
        bits[position // 8] |= 0x80 >> (position % 8)
    return to_base64url(gzip.compress(bytes(bits), mtime=0))


def decode(text: str) -> bytes:
    """Return the bits of a list, of exactly the length of ours. Raises ``NotAList``."""
    unpacker = zlib.decompressobj(wbits=16 + zlib.MAX_WBITS)
    try:
        # One byte more than a list has: a bomb is cut short.
        bits = unpacker.decompress(from_base64url(text), BITS // 8 + 1)
    except (NotMultibase, zlib.error):
        raise NotAList from None
    if len(bits) != BITS // 8 or not unpacker.eof or unpacker.unused_data:
        raise NotAList
    return bits


def is_set(bits: bytes, position: int) -> bool:
    """Return the bit at a position."""
    return bool(bits[position // 8] & (0x80 >> (position % 8)))


def list_number(index: int) -> int:
    """Return which list a certificate's number in all lists falls into; the first list is 1."""
    return index // BITS + 1


def list_credential(url: str, issuer: str, positions: Collection[int], at: datetime, until: datetime) -> dict[str, Any]:
    """Return the unsigned credential that publishes a list."""
    return {
        "@context": [contexts.CREDENTIALS],
        "id": url,
        "type": ["VerifiableCredential", "BitstringStatusListCredential"],
        "issuer": issuer,
        "validFrom": moment(at),
        "validUntil": moment(until),
        "credentialSubject": {
            "id": f"{url}#list",
            "type": "BitstringStatusList",
            "statusPurpose": PURPOSE,
            "encodedList": encode(positions),
        },
    }
