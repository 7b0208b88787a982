"""The inside of a backup: a .tar.gz of ``about.json``, ``database``, ``media/1`` …, ``parts.json``, in this order.

Reading trusts no name and no kind of entry: a header must equal, byte for byte, the one that we would have written for
the entry that may come next. So there are no links, no folders, no owners, no long names, and no path but our own.
"""

import gzip
import hashlib
import tarfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import IO, BinaryIO

from operations.exchange.manifest import About, Part, dump_about, dump_parts, read_about, read_parts
from operations.exchange.refusal import ArchiveRefused

BLOCK = tarfile.BLOCKSIZE
END = bytes(2 * BLOCK)
CHUNK = 256 * 1024
LARGEST_DESCRIPTION = 100 * 1024 * 1024
# Fast: most of what is large, pictures and dumps, hardly gets smaller.
COMPRESSION = 3
GZIP = 16 + zlib.MAX_WBITS

type Sized = tuple[str, int, IO[bytes]]


@dataclass(frozen=True, slots=True)
class Unpacked:
    """What was in a backup: numbered files in a folder of ours, and what they are."""

    about: About
    database: Path
    media: tuple[tuple[Part, Path], ...]


def payload(about: About, database: Path, media: Iterable[Sized]) -> Iterator[bytes]:
    """Yield the compressed archive; ``media`` are names, exact sizes and streams that stand at their beginning."""
    press = zlib.compressobj(COMPRESSION, zlib.DEFLATED, GZIP)
    for block in _blocks(about, database, media):
        if packed := press.compress(block):
            yield packed
    yield press.flush()


def unpack(compressed: BinaryIO, folder: Path, *, room: Callable[[], int]) -> Unpacked:
    """Write the parts to files of ours in an empty folder, and check the hash of each.

    ``room()`` says how many bytes may still be written: what claims more is refused before its first byte.
    """
    try:
        with gzip.GzipFile(fileobj=compressed) as source:
            return _Reader(source, folder, room).read()
    except (EOFError, gzip.BadGzipFile, zlib.error):
        raise ArchiveRefused("This backup is damaged: it cannot be unpacked.") from None


def _blocks(about: About, database: Path, media: Iterable[Sized]) -> Iterator[bytes]:
    parts: list[Part] = []
    opening = dump_about(about)
    yield from _entry("about.json", len(opening), BytesIO(opening))
    with database.open("rb") as stream:
        yield from _recorded("database", ("", database.stat().st_size, stream), parts)
    for number, sized in enumerate(media, 1):
        yield from _recorded(f"media/{number}", sized, parts)
    closing = dump_parts(parts)
    yield from _entry("parts.json", len(closing), BytesIO(closing))
    yield END


def _recorded(entry: str, sized: Sized, parts: list[Part]) -> Iterator[bytes]:
    name, size, stream = sized
    digest = hashlib.sha256()
    yield from _entry(entry, size, stream, digest.update)
    parts.append(Part(name, size, digest.hexdigest()))


def _entry(name: str, size: int, stream: IO[bytes], see: Callable[[bytes], None] | None = None) -> Iterator[bytes]:
    yield _header(name, size)
    left = size
    while left:
        chunk = stream.read(min(CHUNK, left))
        if not chunk:
            raise OSError(f"{name} became shorter while it was read")
        left -= len(chunk)
        if see:
            see(chunk)
        yield chunk
    yield bytes(-size % BLOCK)


def _header(name: str, size: int) -> bytes:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = size, 0o600
    return entry.tobuf(tarfile.GNU_FORMAT, "ascii", "strict")


class _Reader:
    """Reads entries in the order in which they are written."""

    def __init__(self, source: gzip.GzipFile, folder: Path, room: Callable[[], int]) -> None:
        self._source, self._folder, self._room = source, folder, room
        self._written: list[tuple[Path, int, str]] = []

    def read(self) -> Unpacked:
        """Return what is there, or refuse it all."""
        about = read_about(self._description(self._next("about.json")[1]))
        name, size = self._next("database")
        number = 0
        while name != "parts.json":
            self._file(size, number)
            number += 1
            name, size = self._next(f"media/{number}", "parts.json")
        parts = read_parts(self._description(size))
        if self._source.read(len(END) + 1) != END:
            raise _damaged()
        if [(part.size, part.sha256) for part in parts] != [written[1:] for written in self._written]:
            raise _damaged()
        paths = [path for path, _size, _digest in self._written]
        return Unpacked(about, paths[0], tuple(zip(parts[1:], paths[1:], strict=True)))

    def _next(self, *names: str) -> tuple[str, int]:
        """Return which of these entries begins here, and its size."""
        found = self._exactly(BLOCK)
        try:
            size = tarfile.TarInfo.frombuf(found, "ascii", "strict").size
        except (tarfile.HeaderError, ValueError):
            raise _damaged() from None
        if 0 <= size < 2**60:
            for name in names:
                if found == _header(name, size):
                    return name, size
        raise _damaged()

    def _description(self, size: int) -> bytes:
        if size > LARGEST_DESCRIPTION:
            raise _damaged()
        data = self._exactly(size)
        self._padding(size)
        return data

    def _file(self, size: int, number: int) -> None:
        if size > self._room():
            raise ArchiveRefused("There is not enough room on the disk to unpack this backup.")
        path, digest, left = self._folder / f"part-{number}", hashlib.sha256(), size
        with path.open("xb") as target:
            while left:
                chunk = self._exactly(min(CHUNK, left))
                left -= len(chunk)
                digest.update(chunk)
                target.write(chunk)
        self._padding(size)
        self._written.append((path, size, digest.hexdigest()))

    def _padding(self, size: int) -> None:
        if any(self._exactly(-size % BLOCK)):
            raise _damaged()

    def _exactly(self, size: int) -> bytes:
        data = self._source.read(size)
        if len(data) != size:
            raise _damaged()
        return data


def _damaged() -> ArchiveRefused:
    return ArchiveRefused("This backup is damaged: its contents are not as Orientir writes them.")
