"""The OneRoster reader under attack: hostile zips, damaged bytes, rows of every kind, limits of time and memory."""

import dataclasses
import io
import os
import random
import stat
import subprocess
import sys
import zipfile

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from institutions.exchange.oneroster import Code, read_roster
from tests.institutions.rosters import PROJECT, SETS, check, everything, minimal, pack, read_or_refuse, refusal, tables

pytestmark = pytest.mark.pure

# A long run asks for more.
MUTATIONS = int(os.environ.get("ORIENTIR_MUTATIONS", "1000"))


def _entry(name="users.csv", mode=stat.S_IFREG | 0o644, content=b"x", method=zipfile.ZIP_DEFLATED):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        info = zipfile.ZipInfo(name)
        info.external_attr, info.create_system, info.compress_type = mode << 16, 3, method
        archive.writestr(info, content)
    return buffer.getvalue()


def _patched(data, mark, offset, value):
    at = data.index(mark) + offset
    return data[:at] + value + data[at + len(value) :]


def _lines(count):
    """Text that shrinks by less than the ratio limit."""
    chooser = random.Random(7)
    words = [chooser.randbytes(30).hex() for _ in range(200)]
    return "\n".join(chooser.choices(words, k=count))


GOOD = pack(minimal())
# Built when the test runs: some are large.
HOSTILE = {
    "nothing": (lambda: b"", Code.NOT_A_ZIP),
    "not a zip": (lambda: b"sourcedId,name", Code.NOT_A_ZIP),
    "too large": (lambda: b"PK\x03\x04" + bytes(10 * 1024 * 1024), Code.UPLOAD_TOO_LARGE),
    "cut off": (lambda: GOOD[: len(GOOD) // 2], Code.ZIP_DAMAGED),
    "cut in the directory": (lambda: GOOD[:-30], Code.ZIP_DAMAGED),
    "bomb": (lambda: pack({"users.csv": bytes(20_000_000)}), Code.RATIO_TOO_HIGH),
    "a lying size": (lambda: _patched(_entry(content=b"a" * 5000), b"PK\x01\x02", 24, b"\x01\0\0\0"), Code.ZIP_DAMAGED),
    "51 entries": (lambda: pack({f"{n}.txt": b"" for n in range(51)}), Code.TOO_MANY_ENTRIES),
    "50,000 entries": (lambda: pack({f"{n}": b"" for n in range(50_000)}), Code.TOO_MANY_ENTRIES),
    "too much unpacked": (lambda: pack({f"{n}.txt": _lines(150_000) for n in range(6)}), Code.UNPACKED_TOO_LARGE),
    "encrypted": (lambda: _patched(_entry(), b"PK\x01\x02", 8, b"\x01"), Code.ENCRYPTED),
    "symlink": (lambda: _entry(mode=stat.S_IFLNK | 0o777, content=b"/etc/passwd"), Code.NOT_A_PLAIN_FILE),
    "device": (lambda: _entry(mode=stat.S_IFCHR | 0o666), Code.NOT_A_PLAIN_FILE),
    "lzma": (lambda: _entry(method=zipfile.ZIP_LZMA), Code.COMPRESSION_UNKNOWN),
    "zip in zip by name": (lambda: pack(minimal() | {"more.zip": b""}), Code.NESTED_ARCHIVE),
    "zip in zip by content": (lambda: pack(minimal() | {"photo.png": GOOD}), Code.NESTED_ARCHIVE),
    "up": (lambda: _entry("../users.csv"), Code.UNSAFE_NAME),
    "up in the middle": (lambda: _entry("a/../../users.csv"), Code.UNSAFE_NAME),
    "up as on Windows": (lambda: _entry("..\\users.csv"), Code.UNSAFE_NAME),
    "absolute": (lambda: _entry("/users.csv"), Code.UNSAFE_NAME),
    "drive": (lambda: _entry("C:\\users.csv"), Code.UNSAFE_NAME),
    "NUL in a name": (lambda: _entry("users.csvX").replace(b"users.csvX", b"users.csv\0"), Code.UNSAFE_NAME),
    "table twice": (lambda: pack(minimal() | {"USERS.CSV": "x"}), Code.FILE_TWICE),
    "scattered": (
        lambda: pack({("a/" if "o" in name else "b/") + name: "x" for name in minimal()}),
        Code.FILES_SCATTERED,
    ),
}


@pytest.mark.parametrize(("build", "code"), HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_zip_is_refused_and_writes_nothing(build, code, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert refusal(build()).code is code
    assert list(tmp_path.iterdir()) == []


# --- Time and memory ------------------------------------------------------------------------------------------------
READ = """
import resource, sys
resource.setrlimit(resource.RLIMIT_AS, (256 * 1024 * 1024,) * 2)
resource.setrlimit(resource.RLIMIT_CPU, (5, 5))
from institutions.exchange.oneroster import RosterRefused, archive, read_roster
archive.MAX_RATIO = 10**9  # what the ratio would refuse has to be bearable all the same
try:
    print(read_roster(sys.stdin.buffer.read()).enrolments.rows)
except RosterRefused as refused:
    print(refused.code)
"""


def _table(header, line, count):
    return header + "\n" + "".join(line % {"n": number} for number in range(count))


ENROLMENTS = "classSourcedId,userSourcedId,role"
USERS = "sourcedId,role,givenName"
HEAVY = {
    "as many rows as allowed": (
        lambda: {
            "classes": _table("sourcedId,title", "c%(n)s,Same\n", 5_000),
            "users": _table(USERS + ",familyName", "u%(n)s,student,Ada,Петренко\n", 20_000),
            "enrollments": _table(ENROLMENTS, "c1,u%(n)s,student\n", 100_000),
        },
        "100000",
    ),
    "rows that all fail": (lambda: {"enrollments": _table(ENROLMENTS, "x,y%(n)s,wizard\n", 100_000)}, "100000"),
    "wide rows": (
        lambda: {"enrollments": _table(ENROLMENTS + ",x" * 97, "c,u,r" + ",я" * 97 + "\n", 100_000)},
        "100000",
    ),
    "long cells": (lambda: {"users": _table(USERS, "u%(n)s,student," + "А\u0301\u0316" * 7_000 + "\n", 1_000)}, "1"),
    "long identifiers": (
        lambda: {"enrollments": _table(ENROLMENTS, "c1,%(n)s" + "я" * 240 + ",student\n", 90_000)},
        "90000",
    ),
    "empty lines": (lambda: {"users": USERS + "\n" * 40_000_000}, "too_many_rows"),
    "empty cells": (lambda: {"users": USERS + "\n" + ("," * 30_000 + "\n") * 1_300}, "rows_do_not_fit"),
    "one line": (lambda: {"users": USERS + ",😀" * 9_000_000}, "record_too_long"),
}


@pytest.mark.parametrize(("build", "answer"), HEAVY.values(), ids=HEAVY)
def test_the_heaviest_uploads_take_less_than_five_seconds_and_256_mb(build, answer):
    run = subprocess.run(
        [sys.executable, "-c", READ],
        input=pack(minimal(**build())),
        capture_output=True,
        check=False,
        env={"PYTHONPATH": str(PROJECT), "LC_ALL": "C.UTF-8"},
    )
    assert (run.returncode, run.stdout.decode().strip()) == (0, answer), run.stderr.decode()[-800:]


# --- Whatever else comes --------------------------------------------------------------------------------------------
@pytest.mark.parametrize("name", SETS)
def test_damaged_bytes_are_read_or_refused(name):
    chooser = random.Random(name)
    files = tables(name)
    for turn in range(MUTATIONS):
        inside = turn % 2
        victim = chooser.choice(sorted(files))
        target = bytearray(files[victim] if inside else pack(files, zipfile.ZIP_STORED))
        for _ in range(chooser.randint(1, 4)):
            at = chooser.randrange(len(target))
            if chooser.random() < 0.3:
                del target[at : at + chooser.randint(1, 40)]
            else:
                target[at] = chooser.choice(b'\0\x80\x98\xff\n\r",;PK\1\2 a') if inside else chooser.randrange(256)
        read_or_refuse(pack(files | {victim: bytes(target)}) if inside else bytes(target))


IDS = st.sampled_from(["a", "b", "c", "", "x" * 300])
STATUS = st.sampled_from(["", "active", "tobedeleted", "inactive", "?"])
ROLE = st.sampled_from(["student", "teacher", "parent", "proctor", "", "?"])
NAME = st.sampled_from(["Ada", "ада", "x" * 30, ""]) | st.text(
    st.characters(exclude_categories=["Cc", "Cs"]), max_size=40
)
CELLS = {
    "users": (["sourcedId", "status", "role", "givenName", "familyName"], (IDS, STATUS, ROLE, NAME, NAME)),
    "classes": (["sourcedId", "status", "title", "termSourcedIds"], (IDS, STATUS, NAME, IDS)),
    "enrollments": (["classSourcedId", "userSourcedId", "status", "role", "endDate"], (IDS, IDS, STATUS, ROLE, IDS)),
    "roles": (["userSourcedId", "status", "role"], (IDS, STATUS, ROLE)),
}


@st.composite
def rosters(draw):
    version = draw(st.sampled_from(["1.1", "1.2"]))
    manifest = f"propertyName,value\noneroster.version,{version}\n"
    files = {}
    for name, (header, cells) in CELLS.items():
        manifest += f"file.{name},{draw(st.sampled_from(['bulk', 'delta', 'bulk', 'absent']))}\n"
        rows = draw(st.lists(st.tuples(*cells), max_size=8))
        quoted = [",".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in rows]
        files[name + ".csv"] = "\n".join([",".join(header), *quoted])
    return {"manifest.csv": manifest} | files


@given(files=rosters())
@settings(max_examples=MUTATIONS, deadline=None, database=None)
def test_nobody_is_lost_whatever_the_rows_say(files):
    read_or_refuse(pack(files, zipfile.ZIP_STORED))


@given(files=st.dictionaries(st.sampled_from(sorted(minimal())), st.binary(max_size=200), max_size=7))
@settings(max_examples=300, deadline=None, database=None)
def test_any_bytes_in_any_table_are_read_or_refused(files):
    read_or_refuse(pack(minimal() | files, zipfile.ZIP_STORED))


def test_the_checks_notice_a_lost_learner_and_a_kept_surname():
    roster = read_roster(pack(tables("school_1_1")))
    with pytest.raises(AssertionError):
        check(dataclasses.replace(roster, classes=roster.classes[1:]))
    with pytest.raises(AssertionError):
        check(dataclasses.replace(roster, problems=(), users=dataclasses.replace(roster.users, reported=0)))
    spoilt = dataclasses.replace(roster.classes[0].learners[0], given_name="Canaryone")
    entry = dataclasses.replace(roster.classes[0], learners=(spoilt,))
    assert "canary" in everything(dataclasses.replace(roster, classes=(entry,))).casefold()
