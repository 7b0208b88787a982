"""Where a pack comes from: a folder or a zip of honest size, without ways out of it."""

import io
import random
import stat
import zipfile

import pytest

from cms.exchange.problems import Problems
from packs.exchange import source
from tests.packs.small_pack import small_pack, zipped

pytestmark = pytest.mark.pure


def read(given):
    problems = Problems()
    files = source.read(given, problems)
    return files, [str(problem) for problem in problems]


def entry(name="manifest.yaml", mode=stat.S_IFREG | 0o644, content=b"x", method=zipfile.ZIP_DEFLATED):
    """Return a zip of one entry."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        info = zipfile.ZipInfo(name)
        info.external_attr, info.create_system, info.compress_type = mode << 16, 3, method
        archive.writestr(info, content)
    return out.getvalue()


def patched(data, mark, offset, value):
    """Return the bytes with some replaced, counted from a mark."""
    at = data.index(mark) + offset
    return data[:at] + value + data[at + len(value) :]


def hardly_shrinking(size):
    """Return bytes that no compression makes small."""
    return random.Random(7).randbytes(size)


GOOD = zipped(small_pack())
HOSTILE = {
    "nothing": (lambda: b"", "damaged or not a zip file"),
    "not a zip": (lambda: b"format: orientir-pack/1", "damaged or not a zip file"),
    "cut off": (lambda: GOOD[: len(GOOD) // 2], "damaged or not a zip file"),
    "cut in the directory": (lambda: GOOD[:-30], "damaged or not a zip file"),
    "a wrong sum": (lambda: patched(entry(content=b"a" * 50), b"PK\x01\x02", 16, b"\0\0\0\0"), "damaged"),
    "a lying size": (lambda: patched(entry(content=b"a" * 5000), b"PK\x01\x02", 24, b"\x01\0\0\0"), "damaged"),
    "too large": (lambda: b"PK\x03\x04" + bytes(source.MAX_ZIP), "larger than 50 MB"),
    "too many files": (lambda: zipped({f"{n}": b"" for n in range(2001)}), "more than 2000 files"),
    "too many records": (lambda: b"PK\x03\x04" + b"PK\x01\x02" * 2001, "more than 2000 files"),
    "a bomb": (lambda: zipped({"manifest.yaml": bytes(20_000_000)}), "grow suspiciously"),
    "too much unpacked": (
        lambda: zipped({f"{n}.md": hardly_shrinking(900_000) + bytes(24_000_000) for n in range(9)}),
        "larger than 200 MB",
    ),
    "a way up": (lambda: entry("../manifest.yaml"), "could lead out of the pack"),
    "a way up inside": (lambda: entry("lessons/../../x"), "could lead out of the pack"),
    "a way from the top": (lambda: entry("/etc/passwd"), "could lead out of the pack"),
    "a drive": (lambda: entry("C:/manifest.yaml"), "could lead out of the pack"),
    "a way with backslashes": (lambda: entry("lessons\\..\\x"), "could lead out of the pack"),
    "a hidden name": (
        lambda: patched(entry("abcdefgh"), b"PK\x01\x02", 46, b"a\0cdefgh"),
        "could lead out of the pack",
    ),
    "a long name": (lambda: entry("x" * 300), "could lead out of the pack"),
    "a link": (lambda: entry(mode=stat.S_IFLNK | 0o777, content=b"/etc/passwd"), "link to another file"),
    "a device": (lambda: entry(mode=stat.S_IFCHR | 0o644), "link to another file"),
    "a secret": (lambda: patched(entry(), b"PK\x01\x02", 8, b"\x01"), "encrypted file"),
    "an unknown method": (lambda: entry(method=zipfile.ZIP_LZMA), "way of compressing"),
    "one name twice": (lambda: zipped({"a.yaml": b"1", "A.yaml": b"2"}), "holds this name twice"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_zip_is_refused(name):
    build, words = HOSTILE[name]
    files, problems = read(build())
    assert files == {}
    assert any(words in problem for problem in problems), problems


def test_a_zip_is_read():
    assert read(GOOD) == (small_pack(), [])


def test_a_zip_of_a_folder_is_read_too():
    assert read(zipped({f"small/{name}": data for name, data in small_pack().items()})) == (small_pack(), [])


def test_what_systems_leave_behind_is_passed_over():
    extra = {
        "__MACOSX/._manifest.yaml": b"x",
        ".DS_Store": b"x",
        "README.md": b"x",
        "media/.gitkeep": b"",
        "LICENSE": b"x",
    }
    assert read(zipped(small_pack() | extra)) == (small_pack(), [])


def test_a_stream_is_read():
    assert read(io.BytesIO(GOOD)) == (small_pack(), [])


@pytest.fixture
def folder(tmp_path):
    """The small pack as a folder."""
    for name, data in small_pack().items():
        path = tmp_path / "small" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
    return tmp_path / "small"


def test_a_folder_is_read(folder):
    assert read(folder) == (small_pack(), [])


def test_a_zip_file_is_read(tmp_path):
    path = tmp_path / "small.zip"
    path.write_bytes(GOOD)
    assert read(path) == (small_pack(), [])


def test_a_place_without_anything_is_named(tmp_path):
    assert read(tmp_path / "nowhere") == ({}, ["nowhere: There is no folder or zip file of this name."])


def test_a_link_in_a_folder_is_refused(folder, tmp_path):
    (tmp_path / "secret").write_text("secret")
    (folder / "facts.yaml").unlink()
    (folder / "facts.yaml").symlink_to(tmp_path / "secret")
    (folder / "media" / "all").symlink_to(tmp_path)
    files, problems = read(folder)
    assert files == {}
    assert problems == [
        "facts.yaml: A link to another file is not read.",
        "media/all: A link to another file is not read.",
    ]


def test_a_folder_of_too_many_files_is_refused(folder):
    for number in range(source.MAX_ENTRIES):
        (folder / f"{number}.md").touch()
    assert read(folder) == ({}, ["The pack has more than 2000 files."])


def test_the_same_files_give_the_same_zip():
    files = small_pack()
    backwards = dict(reversed(files.items()))
    assert source.to_zip(files) == source.to_zip(backwards)
    assert read(source.to_zip(files)) == (files, [])
