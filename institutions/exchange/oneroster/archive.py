"""The zip file: everything about it is checked before a single table is read, and nothing is ever written to disk."""

import io
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from typing import IO

from .codes import Code
from .findings import RosterRefused
from .tables import KNOWN_FILES, READ_FILES

MAX_UPLOAD = 10 * 1024 * 1024
MAX_ENTRIES = 50
MAX_UNPACKED = 50 * 1024 * 1024
# Below this size no ratio is suspicious: a short file of equal lines shrinks a lot.
RATIO_FREE_SIZE = 1024 * 1024
MAX_RATIO = 100

LOCAL_HEADER = b"PK\x03\x04"
CENTRAL_HEADER = b"PK\x01\x02"
ARCHIVE_STARTS = (
    LOCAL_HEADER,
    b"PK\x05\x06",
    b"\x1f\x8b",
    b"7z\xbc\xaf",
    b"Rar!",
    b"BZh",
    b"\xfd7zX",
    b"\x28\xb5\x2f\xfd",
)
ARCHIVE_SUFFIXES = (".zip", ".gz", ".tgz", ".7z", ".rar", ".bz2", ".xz", ".tar", ".zst", ".jar")
ENCRYPTION_FLAGS = 0x1 | 0x40 | 0x2000
UNSAFE_NAME = re.compile(r"^/|^[A-Za-z]:|(^|/)\.\.(/|$)|[\x00-\x1f\x7f]")

DAMAGE = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    struct.error,
    EOFError,
    OSError,
    ValueError,
    LookupError,
    OverflowError,
    RuntimeError,
)


@contextmanager
def damage_is_refused(file: str = "") -> Iterator[None]:
    """A damaged zip makes the standard library raise nearly anything; a person needs one sentence."""
    try:
        yield
    except DAMAGE:
        raise RosterRefused(Code.ZIP_DAMAGED, file) from None


class Archive:
    """The tables of one upload by their canonical names. Names from the zip choose a table; they are never paths."""

    def __init__(self, data: bytes) -> None:
        if len(data) > MAX_UPLOAD:
            raise RosterRefused(Code.UPLOAD_TOO_LARGE, params={"limit": MAX_UPLOAD // 1024 // 1024})
        if not data.startswith(LOCAL_HEADER):
            raise RosterRefused(Code.NOT_A_ZIP)
        # The library builds an object for every directory record before we can count them: count the records' marks.
        if data.count(CENTRAL_HEADER) > MAX_ENTRIES:
            raise RosterRefused(Code.TOO_MANY_ENTRIES, params={"limit": MAX_ENTRIES})
        with damage_is_refused():
            self._zip = zipfile.ZipFile(io.BytesIO(data))
        self._tables: dict[str, zipfile.ZipInfo] = {}
        self.unread_files: tuple[str, ...] = ()
        self.unknown_files = 0
        self._check_entries()
        self._name_tables()

    def __contains__(self, file: str) -> bool:
        return file in self._tables

    @contextmanager
    def open(self, file: str) -> Iterator[IO[bytes]]:
        """A stream of one table's bytes; the library stops at the declared size and checks the sum."""
        with damage_is_refused(file):
            stream = self._zip.open(self._tables[file])
        with stream:
            yield stream

    def _check_entries(self) -> None:
        entries = self._zip.infolist()
        for number, entry in enumerate(entries, start=1):
            refusal = _entry_refusal(entry)
            if refusal is not None:
                raise RosterRefused(refusal, params={"entry": number})
        if sum(entry.file_size for entry in entries) > MAX_UNPACKED:
            raise RosterRefused(Code.UNPACKED_TOO_LARGE, params={"limit": MAX_UNPACKED // 1024 // 1024})
        for number, entry in enumerate(entries, start=1):
            with damage_is_refused(), self._zip.open(entry) as stream:
                start = stream.read(4)
            if start.startswith(ARCHIVE_STARTS) or entry.filename.casefold().endswith(ARCHIVE_SUFFIXES):
                raise RosterRefused(Code.NESTED_ARCHIVE, params={"entry": number})

    def _name_tables(self) -> None:
        folders: set[str] = set()
        unread: list[str] = []
        for entry in self._zip.infolist():
            folder, _, name = entry.filename.replace("\\", "/").rpartition("/")
            # Folders, and the shadow files that macOS adds to every zip.
            if entry.is_dir() or not name or name.startswith(".") or folder.split("/")[0] == "__MACOSX":
                continue
            file = KNOWN_FILES.get(name.casefold())
            if file is None:
                self.unknown_files += 1
            elif file not in READ_FILES:
                unread.append(file)
            elif file in self._tables:
                raise RosterRefused(Code.FILE_TWICE, file)
            else:
                self._tables[file] = entry
                folders.add(folder)
        if len(folders) > 1:
            raise RosterRefused(Code.FILES_SCATTERED)
        self.unread_files = tuple(dict.fromkeys(unread))


def _entry_refusal(entry: zipfile.ZipInfo) -> Code | None:
    """Why the directory record alone forbids this entry, if it does."""
    if entry.flag_bits & ENCRYPTION_FLAGS:
        return Code.ENCRYPTED
    kind = stat.S_IFMT(entry.external_attr >> 16)
    if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
        return Code.NOT_A_PLAIN_FILE
    # The library cuts a name at the first NUL; the original shows what was meant.
    name = entry.orig_filename.replace("\\", "/")
    if UNSAFE_NAME.search(name):
        return Code.UNSAFE_NAME
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return Code.COMPRESSION_UNKNOWN
    if entry.file_size > max(RATIO_FREE_SIZE, MAX_RATIO * entry.compress_size):
        return Code.RATIO_TOO_HIGH
    return None
