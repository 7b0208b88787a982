"""No file makes the reader of backups do anything but read a backup or refuse with a sentence."""

import io
import os
import random
import tarfile
from pathlib import Path

import pyrage
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from operations.exchange.envelope import HEADER_LENGTH, MAGIC, open_payload, require_seal, seal_key
from operations.exchange.manifest import is_storable, read_parts
from operations.exchange.parts import unpack
from operations.exchange.refusal import ArchiveRefused
from tests.operations.archives import (
    DATABASE,
    KEY,
    MEDIA,
    about,
    entries,
    genuine,
    listed,
    packed,
    resealed,
    tar_of,
)

pytestmark = pytest.mark.pure

MUTATIONS = int(os.environ.get("ORIENTIR_MUTATIONS", "1000"))
ROOM = 1_000_000


def read(archive: bytes, folder: Path, *, identities=(), reader=unpack):
    """Do what a restore does with a file before it looks into the database; ``folder`` is emptied first."""
    inside = folder / "inside"
    for old in sorted(folder.rglob("*"), reverse=True):
        old.rmdir() if old.is_dir() and not old.is_symlink() else old.unlink()
    inside.mkdir()
    (folder / "archive").write_bytes(archive)
    with (folder / "archive").open("rb") as source:
        is_encrypted = require_seal(source, key=KEY)
        open_payload(source, folder / "payload", is_encrypted=is_encrypted, identities=identities)
    with (folder / "payload").open("rb") as compressed:
        return reader(compressed, inside, room=lambda: ROOM)


def judge(archive: bytes, folder: Path, **options) -> bool:
    """Return whether the file was taken; what is taken is the genuine content, what is refused stays inside."""
    found, said = None, "."
    try:
        found = read(archive, folder, **options)
    except ArchiveRefused as refusal:
        said = str(refusal)
    assert said.endswith(".")
    if found:
        assert found.database.read_bytes() == DATABASE
        assert {part.name: path.read_bytes() for part, path in found.media} == MEDIA
    assert strangers(folder) == []
    return bool(found)


def strangers(folder: Path) -> list[str]:
    """Return everything that no reader of ours would have made."""
    ours = {"archive", "payload", "inside", *(f"inside/part-{number}" for number in range(10))}
    beside = [path for path in folder.parent.iterdir() if path != folder]
    found = [path for path in folder.rglob("*") if str(path.relative_to(folder)) not in ours or path.is_symlink()]
    return [str(path) for path in [*beside, *found]]


@pytest.fixture
def folder(tmp_path):
    """An empty folder inside one in which nothing else may appear."""
    made = tmp_path / "outer" / "folder"
    made.mkdir(parents=True)
    return made


@pytest.fixture
def archive(tmp_path):
    """A backup as we write it."""
    return genuine(tmp_path)


def mutated(content: bytes, seed: int) -> bytes:
    """Return the content with a few random bytes changed, cut out, doubled or inserted."""
    chance, changed = random.Random(seed), bytearray(content)
    for _turn in range(chance.randint(1, 4)):
        at = chance.randrange(len(changed) or 1)
        match chance.randrange(5):
            case 0 if changed:
                changed[at] ^= 1 << chance.randrange(8)
            case 1:
                del changed[at : at + chance.choice([1, 16, 512])]
            case 2:
                changed[at:at] = changed[max(0, at - 512) : at]
            case 3:
                changed[at : at + 4] = chance.randbytes(4)
            case _:
                del changed[at:]
    return bytes(changed)


def test_what_we_wrote_is_read_back(archive, folder):
    assert judge(archive, folder)


def test_what_we_encrypted_is_read_back_by_its_identity_alone(tmp_path, folder):
    owner, other = pyrage.x25519.Identity.generate(), pyrage.x25519.Identity.generate()
    archive = genuine(tmp_path, recipients=[str(owner.to_public())])
    assert DATABASE[:256] not in archive
    assert judge(archive, folder, identities=[str(other), str(owner)])
    for wrong in ([], [str(other)], ["AGE-SECRET-KEY-1"]):
        with pytest.raises(ArchiveRefused, match="identity"):
            read(archive, folder, identities=wrong)


def test_no_altered_file_passes_the_seal(archive, folder, capsys):
    taken = sum(judge(mutated(archive, seed), folder) for seed in range(MUTATIONS) if mutated(archive, seed) != archive)
    assert taken == 0


def test_an_altered_file_that_somebody_sealed_with_our_key_is_refused_or_means_the_same(archive, folder):
    content, tar = archive[HEADER_LENGTH:], tar_of(archive)
    taken = sum(judge(resealed(mutated(content, seed)), folder) for seed in range(MUTATIONS))
    taken += sum(judge(packed(mutated(tar, seed)), folder) for seed in range(MUTATIONS))
    print(f"\n{2 * MUTATIONS} mutated and sealed backups: {taken} taken, all with the genuine content")
    assert taken < MUTATIONS


def test_altered_ciphertext_under_a_good_seal_is_refused(tmp_path, folder):
    owner = pyrage.x25519.Identity.generate()
    content = genuine(tmp_path, recipients=[str(owner.to_public())])[HEADER_LENGTH:]
    for seed in range(MUTATIONS // 5):
        changed = mutated(content, seed)
        if changed != content:
            assert not judge(resealed(changed, is_encrypted=True), folder, identities=[str(owner)])


@settings(max_examples=MUTATIONS, deadline=None, database=None)
@given(st.binary(max_size=4000))
def test_any_bytes_are_refused_as_a_payload(tmp_path_factory, content):
    folder = tmp_path_factory.mktemp("outer") / "folder"
    folder.mkdir()
    assert not judge(resealed(content), folder)


def link(name: str, target: str, kind: bytes = tarfile.SYMTYPE) -> tarfile.TarInfo:
    entry = tarfile.TarInfo(name)
    entry.type, entry.linkname, entry.mode = kind, target, 0o600
    return entry


def claiming(name: str, size: int) -> tarfile.TarInfo:
    entry = tarfile.TarInfo(name)
    entry.size, entry.mode = size, 0o600
    return entry


OPENING = ("about.json", about())
STORED = ("database", DATABASE)
CLOSING = ("parts.json", listed(("", DATABASE)))
BOMB = 1000 * ROOM

HOSTILE = {
    "a way up": entries(OPENING, ("../../evil", b"x"), CLOSING),
    "a way up after the database": entries(OPENING, STORED, ("media/../../../evil", b"x"), CLOSING),
    "an absolute path": entries(OPENING, ("/evil", b"x"), CLOSING),
    "a symbolic link": entries(OPENING, (link("database", "../../evil"), b""), CLOSING),
    "a hard link": entries(OPENING, (link("database", "about.json", tarfile.LNKTYPE), b""), CLOSING),
    "a device": entries(OPENING, (link("database", "", tarfile.CHRTYPE), b""), CLOSING),
    "a folder": entries(OPENING, (link("database", "", tarfile.DIRTYPE), b""), CLOSING),
    "a sparse file": entries(OPENING, (link("database", "", tarfile.GNUTYPE_SPARSE), b""), CLOSING),
    "a pax header": entries((link("about.json", "", tarfile.XHDTYPE), b""), OPENING, STORED, CLOSING),
    "a long name": entries(OPENING, (link("././@LongLink", "", tarfile.GNUTYPE_LONGNAME), b""), STORED, CLOSING),
    "two databases": entries(OPENING, STORED, STORED, CLOSING),
    "no database": entries(OPENING, CLOSING),
    "no list": entries(OPENING, STORED),
    "the list first": entries(CLOSING, OPENING, STORED),
    "a number left out": entries(OPENING, STORED, ("media/2", b"x"), CLOSING),
    "more than is listed": entries(OPENING, STORED, ("media/1", b"x"), CLOSING),
    "less than is listed": entries(OPENING, STORED, ("parts.json", listed(("", DATABASE), ("a", b"x")))),
    "another hash": entries(OPENING, STORED, ("parts.json", listed(("", b"x" * len(DATABASE))))),
    "something after the end": entries(OPENING, STORED, CLOSING) + b"x",
    "a size below zero": entries(OPENING, (claiming("database", -1), b""), CLOSING),
    "a claimed bomb": entries(OPENING, (claiming("database", 2**50), b""), CLOSING),
    "a real bomb": entries(OPENING, ("database", bytes(2 * ROOM)), CLOSING),
    "a bomb in the description": entries((claiming("about.json", BOMB), b"{" * ROOM)),
    "deep nesting": entries(("about.json", b"[" * 100_000), STORED, CLOSING),
    "a format of tomorrow": entries(("about.json", about(format=2)), STORED, CLOSING),
    "a format that is a truth": entries(("about.json", about(format=True)), STORED, CLOSING),
    "a strange database": entries(("about.json", about(database="mysql")), STORED, CLOSING),
    "a table that is a statement": entries(("about.json", about(rows={"a; DROP TABLE b": 1})), STORED, CLOSING),
    "a count below zero": entries(("about.json", about(rows={"jobs_job": -1})), STORED, CLOSING),
    "an infinite count": entries(("about.json", about(rows={"jobs_job": float("inf")})), STORED, CLOSING),
    "a time without a zone": entries(("about.json", about(made_at="2026-01-31")), STORED, CLOSING),
    "a key too many": entries(("about.json", about(run="rm")), STORED, CLOSING),
    "a key twice": entries(("about.json", about()[:-1] + b', "format": 1}'), STORED, CLOSING),
    "no text": entries(("about.json", b"\xff\xfe"), STORED, CLOSING),
    "nothing": b"",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_archive_under_a_good_seal_is_refused(name, folder):
    assert not judge(packed(HOSTILE[name]), folder)


@pytest.mark.parametrize(
    "name",
    ["", "/etc/passwd", "../x", "a/../x", "a//x", "./x", "a/.", ".hidden", "a\\x", "C:x", "a\x00", "a\n", "a ", "a/",
     "x" * 600, "nul/" * 200],
)  # fmt: skip
def test_a_name_that_could_be_a_trick_is_no_name_of_a_file(name, folder):
    assert not is_storable(name)
    archive = entries(OPENING, STORED, ("media/1", b"x"), ("parts.json", listed(("", DATABASE), (name, b"x"))))
    assert not judge(packed(archive), folder)


def test_a_file_inside_a_file_and_a_name_twice_are_refused():
    for names in (("a", "a"), ("a", "a/b"), ("a/b/c", "a/b")):
        with pytest.raises(ArchiveRefused):
            read_parts(listed(("", b"x"), *((name, b"x") for name in names)))
    assert len(read_parts(listed(("", b"x"), ("a/b", b"x"), ("a/c", b"x")))) == 3


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "not a backup of Orientir"),
        (b"SQLite format 3\x00", "not a backup of Orientir"),
        (MAGIC + b"2 tgz " + b"0" * 65, "newer release"),
        (MAGIC + b"1 zip " + b"0" * 64 + b"\n", "damaged"),
        (MAGIC + b"1 tgz 00", "damaged|format"),
        (MAGIC + b"1 tgz " + b"0" * 64 + b"\n", "BACKUP_KEY"),
    ],
)
def test_each_refusal_says_what_is_wrong(content, said):
    with pytest.raises(ArchiveRefused, match=said):
        require_seal(io.BytesIO(content), key=KEY)


def test_a_backup_of_another_house_is_refused(tmp_path, folder):
    with pytest.raises(ArchiveRefused, match="BACKUP_KEY"):
        read(genuine(tmp_path, key=seal_key("another secret")), folder)


def test_the_same_judge_sees_a_reader_that_trusts_the_names_in_an_archive(folder):
    def trusting(compressed, target, *, room):
        with tarfile.open(fileobj=compressed, mode="r:gz") as tar:
            tar.extractall(target, filter="fully_trusted")
        raise ArchiveRefused("Too late.")

    with pytest.raises(AssertionError, match="evil"):
        judge(packed(HOSTILE["a way up"]), folder, reader=trusting)
