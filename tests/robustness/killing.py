"""Kills the serving processes while students answer, and compares what they were told with what is on the disk."""

import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass, field
from pathlib import Path
from time import monotonic, sleep

from benchmarks.server import ROOT, Prepared, free_port
from tests.robustness.writers import Ledger, Place, Writers

ANSWERS = """
    SELECT attempt.public_id, response.item_id, response.sequence, response.answer
    FROM assessments_response AS response JOIN assessments_attempt AS attempt ON attempt.id = response.attempt_id
"""
DRIVER = Path(__file__).with_name("warm_server.py")
SHORTEST, LONGEST = 0.02, 0.12


@dataclass
class Report:
    """What happened: every line of ``lost`` is a broken promise."""

    kills: int
    seconds: float = 0.0
    ledger: Ledger = field(default_factory=Ledger)
    lost: set[str] = field(default_factory=set)
    integrity: str = ""

    def __str__(self) -> str:
        return (
            f"{self.kills} kills in {self.seconds:.0f} s: {self.ledger.acknowledged} answers acknowledged, "
            f"{len(self.lost)} lost, {self.ledger.cut_off} requests cut off, {self.ledger.stale} overtaken"
        )


class WarmServer:
    """The serving process group as its killer sees it."""

    def __init__(self, variables: Mapping[str, str], prepared: Prepared, log: Path, *, workers: int) -> None:
        self.port = free_port()
        self._group = 0
        self._log = log
        page = (prepared.learners[0], f"/my/q/{prepared.attempts[0]}/1/")
        with log.open("w") as output:
            self._process = subprocess.Popen(
                [sys.executable, str(DRIVER), str(self.port), str(workers), *page],
                env=variables, cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=output, text=True,
            )  # fmt: skip
        self._expect("ready")

    def start(self) -> None:
        """Return when the workers take requests."""
        self._order("start")
        self._group = int(self._expect())

    def kill(self) -> None:
        """Kill master and workers at one blow; return when none of them is left."""
        os.killpg(self._group, signal.SIGKILL)
        self._group = 0
        self._order("collect")
        self._expect("gone")

    def close(self) -> None:
        """End everything."""
        if self._group:
            self.kill()
        self._process.communicate()

    def _order(self, word: str) -> None:
        assert self._process.stdin
        self._process.stdin.write(f"{word}\n")
        self._process.stdin.flush()

    def _expect(self, word: str = "") -> str:
        assert self._process.stdout
        line = self._process.stdout.readline().strip()
        is_expected = line == word if word else line.isdigit()
        assert is_expected, f"the server said {line!r}\n{self._log.read_text()}"
        return line


def kill_and_compare(
    variables: Mapping[str, str], database: Path, prepared: Prepared, *, kills: int, workers: int = 2, seed: int = 0
) -> Report:
    """Kill the site ``kills`` times at random moments of four devices' answering; look at the disk after each kill.

    The look is at a copy, so that whatever needs recovery is recovered by the site itself at its next start.
    """
    chance, began = random.Random(seed), monotonic()
    report = Report(kills)
    server = WarmServer(variables, prepared, database.with_name("server.log"), workers=workers)
    writers = Writers(server.port, prepared, threads=4, seed=seed)
    report.ledger = writers.ledger
    try:
        server.start()
        writers.start()
        for _ in range(kills):
            writers.wait_for_reply()
            sleep(chance.uniform(SHORTEST, LONGEST))
            server.kill()
            promised = report.ledger.copy()
            report.lost |= missing(promised, stored(database))
            server.start()
        writers.wait_for_reply()
        writers.stop()
        server.kill()
    finally:
        writers.stop()
        server.close()
    report.lost |= missing(report.ledger.copy(), stored(database))
    with closing(sqlite3.connect(database)) as connection:
        report.integrity = connection.execute("PRAGMA integrity_check").fetchone()[0]
    report.seconds = monotonic() - began
    return report


def stored(database: Path) -> dict[Place, tuple[int, str]]:
    """Read the answers from a copy of the files as they lie there."""
    copy = database.with_name("copy")
    copy.mkdir(exist_ok=True)
    for suffix in ("", "-wal"):
        part = database.with_name(database.name + suffix)
        (copy / part.name).unlink(missing_ok=True)
        if part.exists():
            shutil.copyfile(part, copy / part.name)
    with closing(sqlite3.connect(copy / database.name)) as connection:
        return read_answers(connection.execute(ANSWERS).fetchall())


def read_answers(rows: list[tuple[str, str, int, object]]) -> dict[Place, tuple[int, str]]:
    """Index rows by place; two rows of one place are a defect of their own."""
    found: dict[Place, tuple[int, str]] = {}
    for attempt, item, sequence, answer in rows:
        place = (attempt, item)
        assert place not in found, f"two rows for {place}"
        content = json.loads(answer) if isinstance(answer, str) else answer
        # Rows that were there before may say "I do not know".
        found[place] = (sequence, next(iter(content["chosen"]), ""))
    return found


def missing(promised: Mapping[Place, tuple[int, str]], found: Mapping[Place, tuple[int, str]]) -> set[str]:
    """Return every acknowledged answer that is not there: neither itself nor a newer one in its place."""
    lost = set()
    for place, (sequence, choice) in promised.items():
        there = found.get(place, (0, ""))
        if there[0] < sequence or (there[0] == sequence and there[1] != choice):
            lost.add(f"{place}: acknowledged {sequence} {choice}, found {there[0]} {there[1]}")
    return lost
