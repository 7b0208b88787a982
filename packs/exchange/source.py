"""The files of a pack, from a folder or a zip: counted and measured first, read into memory, never extracted."""

import io
import re
import stat
import unicodedata
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import BinaryIO

from django.utils.translation import gettext as _

from cms.exchange.problems import Problems
from common import zips

MAX_ZIP = 50_000_000
MAX_ENTRIES = 2_000
MAX_UNPACKED = 200_000_000
MAX_RATIO = 100
# Below this size no ratio is suspicious: a short file of equal lines shrinks a lot.
RATIO_FREE_SIZE = 1_000_000
UNSAFE_NAME = re.compile(r"^/|^[A-Za-z]:|\\|(^|/)\.{1,2}(/|$)|//|[\x00-\x1f\x7f]")
LONGEST_NAME = 200
MANIFEST = "manifest.yaml"

type Files = Mapping[str, bytes]
type Source = Path | BinaryIO | bytes


def read(source: Source, problems: Problems) -> Files:
    """Return every file of the pack by its path; what is refused is noted, and then nothing is returned."""
    if isinstance(source, Path) and source.is_dir():
        files = _read_folder(source, problems)
    else:
        files = _read_zip(_zip_bytes(source, problems), problems)
    return {} if problems else files


def _zip_bytes(source: Source, problems: Problems) -> bytes:
    if isinstance(source, bytes):
        data = source
    elif isinstance(source, Path):
        if not source.is_file():
            problems.add(source.name, "", _("There is no folder or zip file of this name."))
            return b""
        with source.open("rb") as stream:
            data = stream.read(MAX_ZIP + 1)
    else:
        data = source.read(MAX_ZIP + 1)
    if len(data) > MAX_ZIP:
        problems.add("", "", _("The zip file is larger than %(size)d MB.") % {"size": MAX_ZIP // 1_000_000})
        return b""
    return data


def _is_ignored(path: str) -> bool:
    """Whether a file is what systems leave behind (``.DS_Store``) or a page about the pack, not in it."""
    parts = path.split("/")
    return any(part.startswith(".") for part in parts) or parts[0] == "__MACOSX" or parts[-1].startswith(
        ("README", "LICENSE", "LICENCE")
    )  # fmt: skip


def _read_folder(folder: Path, problems: Problems) -> dict[str, bytes]:
    files: dict[str, bytes] = {}
    unpacked = 0
    for number, path in enumerate(_walk(folder)):
        name = path.relative_to(folder).as_posix()
        if number >= MAX_ENTRIES:
            problems.add("", "", _("The pack has more than %(most)d files.") % {"most": MAX_ENTRIES})
            break
        if path.is_symlink():
            problems.add(name, "", _("A link to another file is not read."))
        elif path.is_file() and not _is_ignored(name):
            unpacked += path.stat().st_size
            if unpacked > MAX_UNPACKED:
                problems.add("", "", _("The pack is larger than %(size)d MB.") % {"size": MAX_UNPACKED // 1_000_000})
                break
            files[name] = path.read_bytes()
    return files


def _walk(folder: Path) -> Iterator[Path]:
    """Yield everything below, never through a link."""
    for path in sorted(folder.iterdir()):
        yield path
        if path.is_dir() and not path.is_symlink() and not path.name.startswith("."):
            yield from _walk(path)


def _read_zip(data: bytes, problems: Problems) -> dict[str, bytes]:
    if problems:
        return {}
    # The library builds an object for every directory record before we can count them: count the records' marks.
    if data.count(zips.CENTRAL_HEADER) > MAX_ENTRIES:
        problems.add("", "", _("The pack has more than %(most)d files.") % {"most": MAX_ENTRIES})
        return {}
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries = [entry for entry in archive.infolist() if not entry.is_dir()]
            _check_entries(entries, problems)
            files = {} if problems else {entry.filename: archive.read(entry) for entry in entries}
    except zips.DAMAGE:
        problems.add("", "", _("The zip file is damaged or not a zip file."))
        return {}
    files = {name: content for name, content in files.items() if not _is_ignored(name)}
    return _without_outer_folder(files)


def _check_entries(entries: list[zipfile.ZipInfo], problems: Problems) -> None:
    seen: set[str] = set()
    for entry in entries:
        # The library cuts a name at the first NUL; the original shows what was meant.
        name = entry.orig_filename[:LONGEST_NAME]
        shown = "".join(letter if letter.isprintable() else "?" for letter in name)
        for message in _entry_refusals(entry):
            problems.add(shown, "", message)
        folded = unicodedata.normalize("NFC", name).casefold()
        if folded in seen:
            problems.add(shown, "", _("The zip file holds this name twice."))
        seen.add(folded)
    if sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        problems.add("", "", _("The pack is larger than %(size)d MB.") % {"size": MAX_UNPACKED // 1_000_000})


def _entry_refusals(entry: zipfile.ZipInfo) -> Iterator[str]:
    """Yield why the directory record alone forbids this entry."""
    if UNSAFE_NAME.search(entry.orig_filename) or len(entry.orig_filename) > LONGEST_NAME:
        yield _("This name could lead out of the pack.")
    if stat.S_IFMT(entry.external_attr >> 16) not in (0, stat.S_IFREG):
        yield _("A link to another file is not read.")
    if entry.flag_bits & zips.ENCRYPTION_FLAGS:
        yield _("An encrypted file cannot be read.")
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        yield _("This way of compressing is not known.")
    if entry.file_size > max(RATIO_FREE_SIZE, MAX_RATIO * entry.compress_size):
        yield _("The file would grow suspiciously when unpacked.")


def _without_outer_folder(files: dict[str, bytes]) -> dict[str, bytes]:
    """A zip made of a folder has everything one floor down; take the pack from there."""
    if MANIFEST in files:
        return files
    outer = {name.partition("/")[0] for name in files}
    if len(outer) != 1 or f"{next(iter(outer))}/{MANIFEST}" not in files:
        return files
    return {name.partition("/")[2]: content for name, content in files.items()}


def to_zip(files: Files) -> bytes:
    """Return a zip whose bytes depend on the files alone, whatever order they come in."""
    return zips.pack(dict(sorted(files.items())))
