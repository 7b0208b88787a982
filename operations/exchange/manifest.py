"""The two descriptions inside a backup: ``about.json`` opens it, ``parts.json`` closes it with the hash of each part.

Both are read strictly: every key, type and range is named here, and anything else refuses the whole archive.
"""

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import NoReturn

from operations.exchange.refusal import ArchiveRefused

FORMAT = 1
KINDS = ("sqlite", "postgresql")
LABEL = re.compile(r"[a-z_][a-z0-9_]{0,99}")
MIGRATION = re.compile(r"[A-Za-z0-9_-]{1,200}")
RELEASE = re.compile(r"(\d{1,4})\.(\d{1,4})\.(\d{1,4})")
DIGEST = re.compile(r"[0-9a-f]{64}")
# What a storage may call a file: no control characters, no backslash, no colon, nothing hidden, no way up.
STEP = re.compile(r'[^\x00-\x1f\x7f\\/:*?"<>|.][^\x00-\x1f\x7f\\/:*?"<>|]{0,199}')
LONGEST_NAME = 500
LARGEST = 2**60

type Json = object


@dataclass(frozen=True, slots=True)
class About:
    """What a backup was made of; ``migrations`` are the last ones of each app, ``rows`` are counted in each table."""

    format: int
    release: str
    made_at: str
    database: str
    migrations: Mapping[str, Sequence[str]]
    rows: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Part:
    """One file inside; ``name`` is what the media storage calls it, empty for the database."""

    name: str
    size: int
    sha256: str


def dump_about(about: About) -> bytes:
    """Return the bytes of ``about.json``."""
    return json.dumps(asdict(about), indent=1, sort_keys=True).encode()


def dump_parts(parts: Sequence[Part]) -> bytes:
    """Return the bytes of ``parts.json``."""
    return json.dumps({"parts": [asdict(part) for part in parts]}, indent=1).encode()


def read_about(data: bytes) -> About:
    """Read ``about.json``."""
    value = _object(_json(data), {"format", "release", "made_at", "database", "migrations", "rows"})
    if value["format"] != FORMAT or isinstance(value["format"], bool):
        raise ArchiveRefused("This backup has a format that this release does not know: install a newer release.")
    heads = {
        _match(LABEL, app): [_match(MIGRATION, name) for name in _list(names)]
        for app, names in _mapping(value["migrations"]).items()
    }
    rows = {_match(LABEL, table): _count(number) for table, number in _mapping(value["rows"]).items()}
    kind = _text(value["database"])
    if kind not in KINDS:
        _refuse()
    return About(FORMAT, _match(RELEASE, value["release"]), _moment(value["made_at"]), kind, heads, rows)


def read_parts(data: bytes) -> list[Part]:
    """Read ``parts.json``: the database first, then media files, no name twice and none inside another."""
    found = []
    for entry in _list(_object(_json(data), {"parts"})["parts"]):
        value = _object(entry, {"name", "size", "sha256"})
        found.append(Part(_text(value["name"]), _count(value["size"]), _match(DIGEST, value["sha256"])))
    names = [part.name for part in found[1:]]
    if not found or found[0].name or not all(map(is_storable, names)) or len(set(names)) != len(names):
        _refuse()
    folders = {name[:end] for name in names for end, letter in enumerate(name) if letter == "/"}
    if folders & set(names):
        _refuse()
    return found


def is_storable(name: str) -> bool:
    """Whether a backup takes a media file of this name."""
    return len(name) <= LONGEST_NAME and all(
        STEP.fullmatch(step) and not step.endswith((".", " ")) for step in name.split("/")
    )


def release_number(release: str) -> tuple[int, ...]:
    """Return ``0.1.0`` as numbers that compare."""
    return tuple(int(number) for number in release.split("."))


def _json(data: bytes) -> Json:
    try:
        value: Json = json.loads(data.decode("utf-8"), object_pairs_hook=_once, parse_constant=lambda _text: _refuse())
    except ArchiveRefused:
        raise
    except (ValueError, RecursionError):
        _refuse()
    return value


def _once(pairs: list[tuple[str, Json]]) -> dict[str, Json]:
    if len({key for key, _value in pairs}) != len(pairs):
        _refuse()
    return dict(pairs)


def _object(value: Json, keys: set[str]) -> dict[str, Json]:
    found = _mapping(value)
    if found.keys() != keys:
        _refuse()
    return found


def _mapping(value: Json) -> dict[str, Json]:
    return value if isinstance(value, dict) else _refuse()


def _list(value: Json) -> list[Json]:
    return value if isinstance(value, list) else _refuse()


def _text(value: Json) -> str:
    return value if isinstance(value, str) else _refuse()


def _match(pattern: re.Pattern[str], value: Json) -> str:
    text = _text(value)
    return text if pattern.fullmatch(text) else _refuse()


def _count(value: Json) -> int:
    is_count = isinstance(value, int) and not isinstance(value, bool) and 0 <= value <= LARGEST
    return value if is_count and isinstance(value, int) else _refuse()


def _moment(value: Json) -> str:
    text = _text(value)
    try:
        has_zone = datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        has_zone = False
    return text if has_zone else _refuse()


def _refuse() -> NoReturn:
    raise ArchiveRefused("This backup is damaged: its list of contents is not as Orientir writes it.")
