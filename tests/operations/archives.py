"""Backup files for tests: a genuine one, and any other that somebody with our key could have sealed."""

import gzip
import hashlib
import hmac
import io
import json
import tarfile
from pathlib import Path

from operations.exchange.envelope import AGE, FORMAT, HEADER_LENGTH, MAGIC, PLAIN, seal_key, write_envelope
from operations.exchange.manifest import About
from operations.exchange.parts import payload

KEY = seal_key("a secret of the environment")
ABOUT = About(1, "0.1.0", "2026-01-31T03:40:00+00:00", "sqlite", {"jobs": ["0001_job"]}, {"jobs_job": 3})
DATABASE = bytes(range(256)) * 20
MEDIA = {"documents/plan.pdf": b"%PDF", "images/cat.jpg": b"\xff\xd8cat"}


def genuine(folder: Path, *, recipients=(), key: bytes = KEY) -> bytes:
    """Return an archive as we write it."""
    database = folder / "written"
    database.write_bytes(DATABASE)
    media = ((name, len(content), io.BytesIO(content)) for name, content in MEDIA.items())
    target = io.BytesIO()
    write_envelope(target, payload(ABOUT, database, media), key=key, recipients=recipients)
    return target.getvalue()


def resealed(content: bytes, *, key: bytes = KEY, is_encrypted: bool = False) -> bytes:
    """Return a payload of any bytes behind a seal that fits."""
    beginning = MAGIC + FORMAT + (AGE if is_encrypted else PLAIN)
    return beginning + hmac.new(key, beginning + content, "sha256").hexdigest().encode() + b"\n" + content


def tar_of(archive: bytes) -> bytes:
    """Return the uncompressed inside of an archive."""
    return gzip.decompress(archive[HEADER_LENGTH:])


def packed(tar: bytes, *, key: bytes = KEY) -> bytes:
    """Return an archive around any tar file."""
    return resealed(gzip.compress(tar, 1, mtime=0), key=key)


def entries(*parts: tuple[tarfile.TarInfo | str, bytes]) -> bytes:
    """Return a tar file of these entries; a plain name becomes an ordinary file as we write it."""
    written = io.BytesIO()
    for named, content in parts:
        head = tarfile.TarInfo(named) if isinstance(named, str) else named
        if isinstance(named, str):
            head.mode, head.size = 0o600, len(content)
        written.write(head.tobuf(tarfile.GNU_FORMAT, "utf-8", "strict") + content + bytes(-len(content) % 512))
    return written.getvalue() + bytes(1024)


def about(**changes) -> bytes:
    """Return an ``about.json``, with changes."""
    said = {
        "format": 1,
        "release": "0.1.0",
        "made_at": ABOUT.made_at,
        "database": "sqlite",
        "migrations": {"jobs": ["0001_job"]},
        "rows": {"jobs_job": 3},
    }
    return json.dumps(said | changes).encode()


def listed(*contents: tuple[str, bytes]) -> bytes:
    """Return a ``parts.json`` of these names and contents."""
    parts = [
        {"name": name, "size": len(content), "sha256": hashlib.sha256(content).hexdigest()}
        for name, content in contents
    ]
    return json.dumps({"parts": parts}).encode()
