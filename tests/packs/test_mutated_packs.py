"""Packs that somebody damaged or made up: whatever stands in them, there are named problems or a whole import."""

import os
import random
from functools import partial

import pytest
from django.db import transaction

from common import zips
from packs.services import PackRefused, check_pack, import_pack
from tests.packs.conftest import row_counts
from tests.packs.small_pack import small_pack, zipped

pytestmark = pytest.mark.sqlite

# A long run asks for more.
MUTATIONS = int(os.environ.get("ORIENTIR_MUTATIONS", "1000"))
IMPORTS = max(10, MUTATIONS // 100)
SNIPPETS = [
    "<script>alert(1)</script>",
    "{{ request }}",
    "[a](javascript:alert(1))",
    "<!-- step s1 -->",
    "<!-- help zz -->",
    "---",
    "&a *a",
    "!!python/object/apply:os.system [id]",
    "? x",
    "- " * 30,
    "[" * 40,
    "*" * 7,
    "`x`",
    "id: l11",
    "id: ../../etc/passwd",
    "path: media/x.png",
    "null",
    "2026-99-99",
    "99999999999999999999999999",
    "1e400",
    ".inf",
    "yes",
    '"\\u0000"',
    "\u202e",
    "\x00",
    "слово " * 200,
    "\t",
    "|",
    ">-",
    "#",
    ": ",
    "correct: true",
    "item=l11-q1",
]


def drop(chooser, lines):
    del lines[chooser.randrange(len(lines))]


def double(chooser, lines):
    at = chooser.randrange(len(lines))
    lines.insert(at, lines[at])


def swap(chooser, lines):
    one, other = chooser.randrange(len(lines)), chooser.randrange(len(lines))
    lines[one], lines[other] = lines[other], lines[one]


def insert(chooser, lines):
    lines.insert(chooser.randrange(len(lines) + 1), chooser.choice(["", "  ", "    "]) + chooser.choice(SNIPPETS))


def replace_end(chooser, lines):
    at = chooser.randrange(len(lines))
    lines[at] = lines[at][: chooser.randrange(len(lines[at]) + 1)] + chooser.choice(SNIPPETS)


def indent(chooser, lines):
    at = chooser.randrange(len(lines))
    lines[at] = "  " + lines[at] if chooser.random() < 0.5 else lines[at].lstrip()


CHANGES = (drop, double, swap, insert, replace_end, indent)


def mutated(seed):
    """Return the small pack with one to three changes."""
    chooser = random.Random(seed)
    files = dict(small_pack())
    for _turn in range(chooser.choice((1, 1, 1, 2, 3))):
        name = chooser.choice([name for name in files if not name.startswith("media/")])
        if chooser.random() < 0.03:
            del files[name]
            continue
        lines = files[name].decode().split("\n")
        chooser.choice(CHANGES)(chooser, lines)
        files[name] = "\n".join(lines).encode("utf-8", "surrogatepass")
    return files


def refusal_of(run):
    """Return the problems that a run names, or None when it is content."""
    try:
        run()
    except PackRefused as refused:
        return refused.problems
    return None


def judge(given):
    """Return whether a pack is taken; a refusal names each problem."""
    problems = refusal_of(lambda: check_pack(source=given))
    assert problems is None or (problems and all(problem.message and str(problem) for problem in problems))
    return problems is None


@pytest.mark.pure
def test_mutated_files_are_taken_or_refused_by_name():
    taken = sum(judge(zipped(mutated(seed))) for seed in range(MUTATIONS))
    print(f"\n{MUTATIONS} mutated packs: {taken} taken, {MUTATIONS - taken} refused")
    assert 0 < taken < MUTATIONS


@pytest.mark.pure
def test_mutated_bytes_are_taken_or_refused_by_name():
    good = zipped(small_pack())
    for seed in range(MUTATIONS):
        chooser = random.Random(seed)
        data = bytearray(good)
        for _turn in range(chooser.randint(1, 8)):
            data[chooser.randrange(len(data))] = chooser.randrange(256)
        judge(bytes(data[: chooser.choice((len(data), len(data), chooser.randrange(len(data))))]))


@pytest.mark.pure
def test_a_planted_weakness_is_found(monkeypatch):
    """The harness notices a reader that lets the library's own error out."""
    monkeypatch.setattr(zips, "DAMAGE", (KeyboardInterrupt,))
    with pytest.raises(Exception, match=r"zip|Zip|CRC|decompress|invalid|magic"):
        test_mutated_bytes_are_taken_or_refused_by_name()


@pytest.mark.django_db
def test_what_is_taken_imports_as_a_whole_and_what_is_refused_writes_nothing():
    before = row_counts()
    imported = 0
    for seed in range(10 * IMPORTS):
        files = mutated(seed)
        if not judge(zipped(files)):
            continue
        with transaction.atomic():
            # What a page itself says against being published is found only now.
            problems = refusal_of(partial(import_pack, source=zipped(files), actor_id=None))
            assert problems is None or (problems and row_counts() == before)
            transaction.set_rollback(True)
        imported += 1
        if imported >= IMPORTS:
            break
    assert row_counts() == before
    assert imported >= IMPORTS
