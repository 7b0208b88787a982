"""The outside of a backup file: one line with a seal over everything, then the payload, encrypted or not.

The line has a fixed length: ``orientir-backup 1 age  <HMAC-SHA256 as 64 hex digits>``. The seal covers the line before
it and every byte after it, so that nothing of a file is parsed, decrypted or unpacked before it is known to be whole
and ours. Behind the line lies an ordinary age file or an ordinary .tar.gz, which other programs can open as well.
"""

import hmac
import shutil
from collections.abc import Iterator, Sequence
from io import RawIOBase
from pathlib import Path
from typing import BinaryIO

import pyrage

from operations.exchange.refusal import ArchiveRefused

MAGIC = b"orientir-backup "
FORMAT = b"1 "
PLAIN, AGE = b"tgz ", b"age "
SEAL_LENGTH = 64
HEADER_LENGTH = len(MAGIC + FORMAT + PLAIN) + SEAL_LENGTH + 1
CHUNK = 1024 * 1024
PURPOSE = b"orientir backup seal 1"


def seal_key(secret: str) -> bytes:
    """Return the key of the seal; the same secret may serve other purposes, so this one is mixed in."""
    return hmac.digest(secret.encode(), PURPOSE, "sha256")


def write_envelope(target: BinaryIO, payload: Iterator[bytes], *, key: bytes, recipients: Sequence[str]) -> None:
    """Write a sealed file to an empty, seekable target; with recipients, only they can read what is in it.

    Needs memory for a chunk, whatever the size.
    """
    beginning = MAGIC + FORMAT + (AGE if recipients else PLAIN)
    target.write(beginning + b"0" * SEAL_LENGTH + b"\n")
    writer = _SealingWriter(target, hmac.new(key, beginning, "sha256"))
    if recipients:
        known = [pyrage.x25519.Recipient.from_str(recipient) for recipient in recipients]
        pyrage.encrypt_io(_IteratorReader(payload), writer, known)
    else:
        for chunk in payload:
            writer.write(chunk)
    target.seek(len(beginning))
    target.write(writer.seal.hexdigest().encode())


def require_seal(source: BinaryIO, *, key: bytes) -> bool:
    """Read the whole file and refuse it unless the seal is ours; return whether it is encrypted.

    Afterwards the source stands at the beginning of its payload.
    """
    header = source.read(HEADER_LENGTH)
    if not header.startswith(MAGIC):
        raise ArchiveRefused("This file is not a backup of Orientir.")
    beginning, claimed = header[: -SEAL_LENGTH - 1], header[-SEAL_LENGTH - 1 : -1]
    if not beginning.startswith(MAGIC + FORMAT):
        raise ArchiveRefused("This backup has a format that this release does not know: install a newer release.")
    if len(header) != HEADER_LENGTH or beginning[-len(AGE) :] not in {PLAIN, AGE} or header[-1:] != b"\n":
        raise ArchiveRefused("This backup is damaged: its first line is not as it was written.")
    seal = hmac.new(key, beginning, "sha256")
    while chunk := source.read(CHUNK):
        seal.update(chunk)
    if not hmac.compare_digest(seal.hexdigest().encode(), claimed):
        raise ArchiveRefused(
            "The seal of this backup does not fit: it was altered, cut off, or made with another BACKUP_KEY. "
            "If it is yours, set BACKUP_KEY to the value it was made with."
        )
    source.seek(HEADER_LENGTH)
    return beginning.endswith(AGE)


def open_payload(source: BinaryIO, target: Path, *, is_encrypted: bool, identities: Sequence[str]) -> None:
    """Write the decrypted payload to a file; the source stands where ``require_seal`` left it."""
    with target.open("xb") as plain:
        if not is_encrypted:
            shutil.copyfileobj(source, plain, CHUNK)
            return
        if not identities:
            raise ArchiveRefused("This backup is encrypted: name the file with the age identity that opens it.")
        try:
            known = [pyrage.x25519.Identity.from_str(identity) for identity in identities]
            pyrage.decrypt_io(source, plain, known)
        except pyrage.IdentityError:
            raise ArchiveRefused("The identity file holds something that is not an age identity.") from None
        except pyrage.DecryptError:
            raise ArchiveRefused("This age identity does not open the backup: it was encrypted to another.") from None
        except OSError as error:
            # The system's own errors carry a number; that of a broken ciphertext does not.
            if error.errno is not None:
                raise
            raise ArchiveRefused("This backup is damaged: it cannot be decrypted.") from None


def read_identities(text: str) -> list[str]:
    """Return the keys of an age identity file, without its remarks."""
    return [line.strip() for line in text.splitlines() if line.strip() and not line.startswith("#")]


def is_recipient(text: str) -> bool:
    """Whether this is the public half of an age key."""
    try:
        pyrage.x25519.Recipient.from_str(text)
    except pyrage.RecipientError:
        return False
    return True


class _SealingWriter(RawIOBase):
    """Passes bytes on and keeps the seal over them."""

    def __init__(self, target: BinaryIO, seal: "hmac.HMAC") -> None:
        self._target, self.seal = target, seal

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]  # age and we hand over bytes only
        self.seal.update(data)
        self._target.write(data)
        return len(data)


class _IteratorReader(RawIOBase):
    """Lets a consumer read what an iterator yields."""

    def __init__(self, chunks: Iterator[bytes]) -> None:
        self._chunks, self._rest = chunks, b""

    def readable(self) -> bool:
        return True

    def read(self, size: int = -1) -> bytes:
        """Return at most ``size`` bytes, none at the end only."""
        while not self._rest:
            following = next(self._chunks, None)
            if following is None:
                return b""
            self._rest = following
        size = len(self._rest) if size < 0 else size
        taken, self._rest = self._rest[:size], self._rest[size:]
        return taken
