"""Sealed messages: a device writes them with the server's public key and cannot read them back.

Shape of a message, base64url without padding: version (1 byte), mark of the server's key (4), the device's one-time
public key (65, uncompressed P-256), nonce (12), AES-256-GCM ciphertext with its tag. The key is HKDF-SHA256 of the
shared secret with both public keys as salt. Only curves and ciphers that every browser's WebCrypto offers.
"""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from collections.abc import Iterable
from functools import cache
from hashlib import sha256

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

VERSION = b"\x01"
INFO = b"orientir outbox 1"
CURVE = ec.SECP256R1()
CURVE_ORDER = 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551
MARK, POINT, NONCE, TAG = 4, 65, 12, 16
LONGEST = 8_000  # characters of one sealed message


class SealBroken(ValueError):
    """The message was not sealed for this server, or not by this format, or was changed."""


@cache
def private_key(secret: str) -> ec.EllipticCurvePrivateKey:
    """Derive the server's key from its secret: nothing else has to be kept, and every process has the same."""
    seed = HKDF(hashes.SHA256(), 48, salt=None, info=b"orientir outbox key").derive(secret.encode())
    return ec.derive_private_key(int.from_bytes(seed) % (CURVE_ORDER - 1) + 1, CURVE)


def public_point(key: ec.EllipticCurvePrivateKey) -> bytes:
    """Return the public key as 65 bytes, the way WebCrypto imports it."""
    return key.public_key().public_bytes(Encoding.X962, PublicFormat.UncompressedPoint)


def to_text(data: bytes) -> str:
    """Return base64url without padding."""
    return urlsafe_b64encode(data).rstrip(b"=").decode()


def mark(point: bytes) -> bytes:
    """Return the first bytes of a public key's hash, by which a message names its key."""
    return sha256(point).digest()[:MARK]


def open_sealed(message: str, secrets: Iterable[str]) -> bytes:
    """Return what was sealed for one of the secrets; raises SealBroken."""
    data = _decoded(message)
    version, rest = data[:1], data[1:]
    named, device, nonce = rest[:MARK], rest[MARK : MARK + POINT], rest[MARK + POINT : MARK + POINT + NONCE]
    cipher = rest[MARK + POINT + NONCE :]
    if version != VERSION or len(cipher) <= TAG:
        raise SealBroken
    for secret in secrets:
        key = private_key(secret)
        point = public_point(key)
        if mark(point) == named:
            return _opened(key, point, device, nonce, cipher)
    raise SealBroken


def seal(content: bytes, point: bytes) -> str:
    """Seal as a device does; for tests and tools on the server's side."""
    own = ec.generate_private_key(CURVE)
    device = public_point(own)
    shared = own.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(CURVE, point))
    nonce = sha256(device).digest()[:NONCE]
    cipher = AESGCM(_cipher_key(shared, device, point)).encrypt(nonce, content, None)
    return to_text(VERSION + mark(point) + device + nonce + cipher)


def _opened(key: ec.EllipticCurvePrivateKey, point: bytes, device: bytes, nonce: bytes, cipher: bytes) -> bytes:
    try:
        shared = key.exchange(ec.ECDH(), ec.EllipticCurvePublicKey.from_encoded_point(CURVE, device))
        return AESGCM(_cipher_key(shared, device, point)).decrypt(nonce, cipher, None)
    except (ValueError, InvalidTag) as error:
        raise SealBroken from error


def _cipher_key(shared: bytes, device: bytes, point: bytes) -> bytes:
    return HKDF(hashes.SHA256(), 32, salt=device + point, info=INFO).derive(shared)


def _decoded(message: str) -> bytes:
    if len(message) > LONGEST or not message.isascii():
        raise SealBroken
    try:
        return urlsafe_b64decode(message + "=" * (-len(message) % 4))
    except ValueError as error:
        raise SealBroken from error
