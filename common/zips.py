"""Zip files of strangers: what forbids an entry before anything is unpacked; and zips whose bytes never vary."""

import io
import re
import stat
import struct
import zipfile
import zlib
from collections.abc import Mapping
from enum import StrEnum

# Below this size no ratio is suspicious: a short file of equal lines shrinks a lot.
RATIO_FREE_SIZE = 1_000_000
MAX_RATIO = 100
LONGEST_NAME = 300
LOCAL_HEADER = b"PK\x03\x04"
CENTRAL_HEADER = b"PK\x01\x02"
ENCRYPTION_FLAGS = 0x1 | 0x40 | 0x2000
UNSAFE_NAME = re.compile(r"^/|^[A-Za-z]:|(^|/)\.\.(/|$)|[\x00-\x1f\x7f]")
ARCHIVE_SUFFIXES = (".zip", ".gz", ".tgz", ".7z", ".rar", ".bz2", ".xz", ".tar", ".zst", ".jar", ".h5p", ".imscc")
# A damaged zip makes the standard library raise nearly anything.
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


class Fault(StrEnum):
    """Why the directory record alone forbids an entry."""

    ENCRYPTED = "encrypted"
    NOT_A_FILE = "not_a_file"  # a link, a device
    UNSAFE_NAME = "unsafe_name"
    COMPRESSION = "compression"
    RATIO = "ratio"
    NESTED = "nested"


def fault(entry: zipfile.ZipInfo) -> Fault | None:
    """Return why an entry is not read, if anything forbids it."""
    # The library cuts a name at the first NUL; the original shows what was meant.
    name = entry.orig_filename.replace("\\", "/")
    if entry.flag_bits & ENCRYPTION_FLAGS:
        return Fault.ENCRYPTED
    if stat.S_IFMT(entry.external_attr >> 16) not in (0, stat.S_IFREG, stat.S_IFDIR):
        return Fault.NOT_A_FILE
    if len(name) > LONGEST_NAME or UNSAFE_NAME.search(name):
        return Fault.UNSAFE_NAME
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        return Fault.COMPRESSION
    if entry.file_size > max(RATIO_FREE_SIZE, MAX_RATIO * entry.compress_size):
        return Fault.RATIO
    return Fault.NESTED if name.casefold().endswith(ARCHIVE_SUFFIXES) else None


def pack(files: Mapping[str, bytes]) -> bytes:
    """Return a zip whose bytes depend on the files alone: fixed times, the order of the mapping."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name, date_time=(1980, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = (stat.S_IFREG | 0o644) << 16
            archive.writestr(entry, content)
    return out.getvalue()
