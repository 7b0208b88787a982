"""Zip files that are made to hurt: refused before anything is unpacked, whatever format they pretend to be."""

import io
import stat
import struct
import zipfile

import pytest

from assessments.exchange import banks
from assessments.exchange.banks.archive import Archive, beside
from assessments.exchange.banks.base import BankError
from common import zips

pytestmark = pytest.mark.pure
FORMATS = [name for name in ("qti", "h5p") if name in banks.FORMATS]


def zipped(name="a.xml", content=b"<a/>", *, more=(), **fields):
    """A zip with one entry whose record has these fields."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        entry = zipfile.ZipInfo(name)
        entry.compress_type = zipfile.ZIP_DEFLATED
        for field, value in fields.items():
            setattr(entry, field, value)
        archive.writestr(entry, content)
        for other, data in more:
            archive.writestr(other, data)
    return out.getvalue()


def with_size(data, size):
    """The zip with a lie about the unpacked size in its directory."""
    at = data.rindex(zips.CENTRAL_HEADER)
    return data[: at + 24] + struct.pack("<I", size) + data[at + 28 :]


def encrypted(data):
    """The zip with the mark of encryption in its directory."""
    at = data.rindex(zips.CENTRAL_HEADER)
    return data[: at + 8] + b"\x01\x00" + data[at + 10 :]


HOSTILE = {
    "a name that leads out": (lambda: zipped("../a.xml"), "unsafe"),
    "a name from the root": (lambda: zipped("/etc/a.xml"), "unsafe"),
    "a name with a drive": (lambda: zipped("C:\\a.xml"), "unsafe"),
    "a name that leads out the other way": (lambda: zipped("x\\..\\..\\a.xml"), "unsafe"),
    "a very long name": (lambda: zipped("a" * 400 + ".xml"), "unsafe"),
    "a link": (lambda: zipped(external_attr=(stat.S_IFLNK | 0o777) << 16), "unsafe"),
    "a device": (lambda: zipped(external_attr=(stat.S_IFCHR | 0o777) << 16), "unsafe"),
    "a zip inside": (lambda: zipped("a.zip", b"PK\x03\x04"), "unsafe"),
    "another compression": (lambda: zipped(compress_type=zipfile.ZIP_LZMA), "unsafe"),
    "an encrypted entry": (lambda: encrypted(zipped()), "unsafe"),
    "a name twice": (lambda: zipped("a.xml", more=[("b\\c.xml", b""), ("b/c.xml", b"")]), "unsafe"),
    "a bomb": (lambda: zipped(content=b"\0" * 5_000_000), "unsafe"),
    "many small bombs": (lambda: zipped(more=[(f"{n}", b"\0" * 990_000) for n in range(110)]), "too_large"),
    "a huge size": (lambda: with_size(zipped(), 0xFFFFFFF0), "too_large"),
    "many entries": (lambda: zipped() + zips.CENTRAL_HEADER * 20_001, "too_many"),
    "half a zip": (lambda: zipped(content=b"abc" * 999)[:60], "damaged"),
    "no zip": (lambda: b"MZ" + zipped(), "wrong_format"),
    "too large": (lambda: zipped() + b" " * 50_000_000, "too_large"),
}


@pytest.mark.parametrize(("make", "reason"), HOSTILE.values(), ids=HOSTILE)
def test_an_archive_made_to_hurt_is_refused(make, reason):
    with pytest.raises(BankError) as refused:
        Archive(make())
    assert refused.value.reason == reason


@pytest.mark.parametrize("make", [make for make, reason in HOSTILE.values() if reason != "wrong_format"])
@pytest.mark.parametrize("name", FORMATS)
def test_every_format_refuses_it(name, make):
    with pytest.raises(BankError):
        banks.reader(name).read(make(), "file")


def test_a_size_that_is_a_lie_reads_no_more_than_it_says():
    data = with_size(zipped(content=b"a" * 2000), 10)
    archive = Archive(data)
    with pytest.raises(BankError) as refused:
        archive.read("a.xml")
    assert (refused.value.reason, refused.value.place) == ("damaged", "a.xml")


def test_what_systems_leave_behind_is_not_there():
    archive = Archive(zipped(more=[("__MACOSX/a.xml", b"x"), ("b/.DS_Store", b"x"), ("b/c.xml", b"x")]))
    assert list(archive) == ["a.xml", "b/c.xml"]


def test_an_archive_that_calls_itself_a_picture_is_no_picture():
    archive = Archive(zipped(more=[("a.png", zipped()), ("empty.png", b""), ("b.png", b"\x89PNG")]))
    assert archive.media("a.png") is archive.media("empty.png") is None
    assert archive.media("b.png").data == b"\x89PNG"


@pytest.mark.parametrize(("reference", "name"), [
    ("b.png", "x/b.png"), ("../b.png", "b.png"), ("../../b.png", ""), ("/b.png", ""), ("https://a.example/b.png", ""),
    ("./b%20c.png#d", "x/b c.png"), ("..%2f..%2fb.png", ""), ("data:image/png;base64,AA", ""), ("//a/b.png", ""),
])  # fmt: skip
def test_a_reference_stays_in_the_archive(reference, name):
    assert beside("x/a.xml", reference) == name


def test_a_packed_zip_has_the_same_bytes_every_time():
    files = {"b": b"1", "a": b"2"}
    assert zips.pack(files) == zips.pack(dict(files))
    with zipfile.ZipFile(io.BytesIO(zips.pack(files))) as archive:
        assert archive.namelist() == ["b", "a"]
