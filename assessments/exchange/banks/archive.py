"""Zip files of other systems: listed and measured first, read entry by entry, never unpacked to a disk."""

import io
import zipfile
from collections.abc import Iterator
from posixpath import normpath
from urllib.parse import unquote

from assessments.exchange.banks.base import LARGEST_FILE, LARGEST_PICTURE, BankError, Media, Refusal
from common import zips

MOST_ENTRIES = 20_000
LARGEST_UNPACKED = 2 * LARGEST_FILE
LARGEST_TEXT = 20_000_000
LARGEST_MEDIA = LARGEST_FILE
ARCHIVE_STARTS = (zips.LOCAL_HEADER, b"PK\x05\x06", b"\x1f\x8b", b"7z\xbc\xaf", b"Rar!", b"BZh", b"\xfd7zX")
# What systems leave behind, and files that only programs need.
PASSING = ("__MACOSX/", "/.", ".DS_Store")


class Archive:
    """The entries of a zip by their names. A name chooses an entry; it is never a path on this machine."""

    def __init__(self, data: bytes) -> None:
        if len(data) > LARGEST_FILE:
            raise BankError(Refusal.TOO_LARGE)
        if not data.startswith(zips.LOCAL_HEADER):
            raise BankError(Refusal.WRONG_FORMAT)
        # The library builds an object for every directory record before we can count them: count the records' marks.
        if data.count(zips.CENTRAL_HEADER) > MOST_ENTRIES:
            raise BankError(Refusal.TOO_MANY)
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        except zips.DAMAGE:
            raise BankError(Refusal.DAMAGED) from None
        self._entries: dict[str, zipfile.ZipInfo] = {}
        self._media_left = LARGEST_MEDIA
        self._check()

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def __iter__(self) -> Iterator[str]:
        return iter(sorted(self._entries))

    def read(self, name: str) -> bytes:
        """Return the bytes of an entry that holds a text; raises BankError."""
        entry = self._entries[name]
        if entry.file_size > LARGEST_TEXT:
            raise BankError(Refusal.TOO_LARGE, name)
        return self._bytes(entry)

    def media(self, name: str, alt: str = "", *, is_prompt: bool = False) -> Media | None:
        """Return a picture or sound, or None for one that is empty, too large or an archive itself."""
        entry = self._entries[name]
        if not 0 < entry.file_size <= min(LARGEST_PICTURE, self._media_left):
            return None
        try:
            data = self._bytes(entry)
        except BankError:
            return None
        if data.startswith(ARCHIVE_STARTS):
            return None
        self._media_left -= len(data)
        return Media(path=name, data=data, alt=alt, is_prompt=is_prompt)

    def _bytes(self, entry: zipfile.ZipInfo) -> bytes:
        try:
            return self._zip.read(entry)
        except zips.DAMAGE:
            raise BankError(Refusal.DAMAGED, entry.filename) from None

    def _check(self) -> None:
        entries = self._zip.infolist()
        if sum(entry.file_size for entry in entries) > LARGEST_UNPACKED:
            raise BankError(Refusal.TOO_LARGE)
        for number, entry in enumerate(entries, 1):
            if zips.fault(entry) is not None:
                raise BankError(Refusal.UNSAFE, f"entry {number}")
            name = entry.filename.replace("\\", "/")
            if entry.is_dir() or any(part in f"/{name}" for part in PASSING):
                continue
            if name in self._entries:
                raise BankError(Refusal.UNSAFE, f"entry {number}")
            self._entries[name] = entry


def beside(name: str, reference: str) -> str:
    """Return the name of what an entry refers to, or nothing for what lies outside the archive."""
    plain = unquote(reference.split("#", maxsplit=1)[0].split("?", maxsplit=1)[0]).replace("\\", "/")
    if "://" in plain or plain.startswith(("/", "data:", "//")):
        return ""
    found = normpath(f"{name.rpartition('/')[0]}/{plain}" if "/" in name else plain)
    return "" if found.startswith("..") else found
