"""A full disk is honest: 503 and the typed answer back, no acknowledged answer without a row, and then it goes on."""

import os
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from http.client import HTTPConnection
from pathlib import Path
from time import monotonic, sleep
from urllib.parse import urlencode

import pytest

from benchmarks.client import TOKEN, Visitor
from benchmarks.server import Server, free_port, gunicorn
from tests.robustness.killing import missing, stored
from tests.robustness.writers import Ledger, Writers

pytestmark = [pytest.mark.crash, pytest.mark.django_db]

SECONDS = float(os.environ.get("ORIENTIR_FAULT_SECONDS", "5")) / 2
# What the log of the database may grow before the disk is full.
SPARE_BYTES = 300_000


class SmallDisk:
    """A file system in memory, as large as we say, and full when we say."""

    def __init__(self, folder: Path, size: int) -> None:
        self.folder = folder
        folder.mkdir()
        done = subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={size}", "tmpfs", str(folder)], capture_output=True, check=False
        )
        if done.returncode:
            folder.rmdir()
            pytest.fail("This test fills a small disk of its own and has to mount it: run it as root.")

    def fill(self) -> None:
        """Leave nothing."""
        with (self.folder / "ballast").open("ab", buffering=0) as ballast:
            for size in (65_536, 4096, 1):
                try:
                    while ballast.write(b"\0" * size):
                        pass
                except OSError:
                    continue

    def free(self) -> None:
        """Give the space back."""
        (self.folder / "ballast").unlink()

    def close(self) -> None:
        subprocess.run(["umount", "--lazy", str(self.folder)], check=True)


@dataclass
class Findings:
    """What a student saw while the disk was full, and what was on it in the end."""

    ledger: Ledger = field(default_factory=Ledger)
    lost: set[str] = field(default_factory=set)
    integrity: str = ""
    refusal: tuple[int, str, str] = (0, "", "")
    reading: int = 0


@contextmanager
def small_site(site, folder) -> Iterator[tuple]:
    """Yield the same site with its database on a small disk."""
    size = site.database.stat().st_size
    disk = SmallDisk(folder / "disk", size + 4 * SPARE_BYTES)
    try:
        yield site.copy(disk.folder), disk
    finally:
        disk.close()


def fill_and_compare(site, folder, *, planted: str = "", seconds: float = SECONDS) -> Findings:
    """Fill the disk while four devices answer, look around, give the space back and compare."""
    found = Findings()
    with small_site(site, folder) as (small, disk):
        port = free_port()
        variables = small.planted(planted) | {"ORIENTIR_DATA_DIR": str(folder)}
        server = Server(gunicorn(port), variables, port, folder / "server.log")
        writers = Writers(port, small.prepared, threads=4, seed=0)
        found.ledger = writers.ledger
        try:
            server.wait()
            writers.start()
            writers.wait_for_acknowledgement()
            sleep(0.5)
            disk.fill()
            if not planted:
                wait_for_refusal(writers.ledger)
                found.refusal = refused_answer(port, small.prepared)
                found.reading = read_question(port, small.prepared)
            sleep(seconds)
            # A copy, compared where there is room.
            found.lost |= missing(writers.ledger.copy(), stored_elsewhere(small.database, folder))
            disk.free()
            writers.wait_for_acknowledgement()
            writers.stop()
            found.lost |= missing(writers.ledger.copy(), stored_elsewhere(small.database, folder))
        finally:
            writers.stop()
            server.stop()
        with closing(sqlite3.connect(small.database)) as connection:
            found.integrity = connection.execute("PRAGMA integrity_check").fetchone()[0]
    return found


def stored_elsewhere(database: Path, folder: Path) -> dict:
    """Read the answers from a copy that does not lie on the full disk."""
    elsewhere = folder / "elsewhere"
    elsewhere.mkdir(exist_ok=True)
    for suffix in ("", "-wal"):
        part = database.with_name(database.name + suffix)
        (elsewhere / part.name).write_bytes(part.read_bytes() if part.exists() else b"")
    return stored(elsewhere / database.name)


def wait_for_refusal(ledger: Ledger) -> None:
    end = monotonic() + 20
    while not ledger.oddities:
        assert monotonic() < end, "the disk never was full"
        sleep(0.05)


def read_question(port, prepared) -> int:
    """Return the status of a page that writes nothing."""
    with closing(Visitor(port, prepared.learners[0])) as visitor:
        return visitor.get(f"/my/q/{prepared.attempts[0]}/1/").status


def refused_answer(port, prepared) -> tuple[int, str, str]:
    """Send one answer and return status, Retry-After and page."""
    address, cookie = f"/my/q/{prepared.attempts[0]}/1/", f"sessionid={prepared.learners[0]}"
    with closing(HTTPConnection("127.0.0.1", port, timeout=30)) as connection:
        connection.request("GET", address, headers={"Cookie": cookie})
        page = connection.getresponse()
        cookie += "; " + page.headers["Set-Cookie"].partition(";")[0]
        token = TOKEN.search(page.read())[1].decode()
        fields = {"csrfmiddlewaretoken": token, "sequence": "900000", "choice": prepared.choices[0][1]}
        headers = {"Cookie": cookie, "Content-Type": "application/x-www-form-urlencoded"}
        connection.request("POST", address, urlencode(fields), headers)
        answer = connection.getresponse()
        return answer.status, answer.headers.get("Retry-After", ""), answer.read().decode()


def test_a_full_disk_is_said_and_nothing_that_was_acknowledged_is_lost(site, tmp_path, capsys):
    found = fill_and_compare(site, tmp_path)
    status, retry_after, page = found.refusal
    assert (status, retry_after) == (503, "5")
    # The answer is on the page, ready to be sent again.
    assert f'name="choice" value="{site.prepared.choices[0][1]}"' in page
    assert "Traceback" not in page
    assert found.reading == 200
    assert {oddity.split()[0] for oddity in found.ledger.oddities} == {"503"}
    assert found.lost == set()
    assert found.integrity == "ok"
    with capsys.disabled():
        print(f"\n  full disk: {found.ledger.acknowledged} answers acknowledged, {len(found.lost)} lost")


def test_the_same_harness_sees_answers_that_are_acknowledged_without_a_row(site, tmp_path):
    assert fill_and_compare(site, tmp_path, planted="early_acknowledgement", seconds=1).lost, "the harness is blind"
