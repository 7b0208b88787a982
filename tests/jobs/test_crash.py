"""Workers are killed, told to stop and run side by side: every job is done, and none counts twice."""

import os
import signal
import subprocess
import sys
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from time import monotonic, sleep

import pytest
from django.db import connection, connections
from django.db.utils import ConnectionHandler

from common.env import database_settings

pytestmark = [pytest.mark.crash, pytest.mark.django_db]

DRIVER = Path(__file__).with_name("crash_worker.py")

# Seconds. It takes one or two on an idle machine; a test machine may be busy with other things.
SOON = 12


class Workplace:
    """A database of its own, the counter file, and the worker processes of one test."""

    def __init__(self, url: str, folder: Path) -> None:
        self.counter = folder / "counter"
        self.counter.touch()
        self._environment = os.environ | {"DATABASE_URL": url, "COUNTER_FILE": str(self.counter), "REDIS_URL": ""}
        self._workers: list[subprocess.Popen[str]] = []
        self.database = ConnectionHandler({"default": database_settings(url)})["default"]

        self._drive("tables")

    def _drive(self, *arguments: str) -> None:
        subprocess.run([sys.executable, str(DRIVER), *arguments], env=self._environment, check=True)

    def ask(self, number: int, *, seconds: int = 0, careless: int = 0) -> None:
        """Ask for short jobs, for one that takes ``seconds``, and for some that do not care whether they count."""
        self._drive("ask", str(number), str(seconds), str(careless))

    def start_worker(self) -> subprocess.Popen[str]:
        """Start a worker process, and wait until it takes work."""
        worker = subprocess.Popen(
            [sys.executable, DRIVER, "work"], env=self._environment, stdout=subprocess.PIPE, text=True
        )
        self._workers.append(worker)
        assert worker.stdout
        assert "ready" in worker.stdout.readline()
        return worker

    def lines(self, word: str) -> Counter[str]:
        """Return what the workers have noted: how often each job was started, or ended."""
        noted = (line.split() for line in self.counter.read_text().splitlines())
        return Counter(name for verb, name in noted if verb == word)

    def rows(self, query: str) -> list[tuple[object, ...]]:
        """Ask the workers' database."""
        with self.database.cursor() as cursor:
            cursor.execute(query)
            return cursor.fetchall()

    def statuses(self) -> dict[object, object]:
        """Return how many of our jobs are in which state."""
        return dict(self.rows("SELECT status, count(*) FROM jobs_job WHERE kind LIKE 'tests.%' GROUP BY status"))

    def close(self) -> None:
        """End what a failing test left running."""
        for worker in self._workers:
            worker.kill()
            worker.communicate()
        self.database.close()


def wait_until(condition: Callable[[], bool], *, seconds: float) -> None:
    """Wait for something that must come true."""
    end = monotonic() + seconds
    while not condition():
        assert monotonic() < end, "it did not come true in time"
        sleep(0.05)


@pytest.fixture
def workplace(tmp_path: Path) -> Iterator[Workplace]:
    """Give the test an empty database: a SQLite file, or a PostgreSQL database beside the one of the tests."""
    if connection.vendor == "sqlite":
        place = Workplace(f"sqlite:///{tmp_path / 'crash.sqlite3'}", tmp_path)
        yield place
        place.close()
        return
    there = connections["default"].settings_dict
    name = f"{there['NAME']}_crash_{os.getpid()}"
    server = f"postgres://{there['USER']}:{there['PASSWORD']}@/%s?host={there['HOST']}&port={there['PORT'] or 5432}"
    outside = ConnectionHandler({"default": database_settings(server % "postgres")})["default"]
    with outside.cursor() as cursor:
        cursor.execute(f'CREATE DATABASE "{name}"')
    place = Workplace(server % name, tmp_path)
    yield place
    place.close()
    with outside.cursor() as cursor:
        cursor.execute(f'DROP DATABASE "{name}" WITH (FORCE)')
    outside.close()


def test_sixty_jobs_are_done_once_although_the_worker_is_killed_in_between(workplace):
    workplace.ask(60)
    worker = workplace.start_worker()
    wait_until(lambda: len(workplace.lines("end")) >= 15, seconds=30)
    wait_until(lambda: len(workplace.lines("start")) > len(workplace.lines("end")), seconds=5)
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    ended_before = set(workplace.lines("end"))
    cut_off = set(workplace.lines("start")) - ended_before
    assert workplace.statuses().get("queued"), "the worker was killed after the work, not in between"

    workplace.start_worker()
    wait_until(lambda: workplace.statuses() == {"done": 60}, seconds=60)

    assert sorted(workplace.rows("SELECT number FROM tally")) == [(number,) for number in range(60)]
    starts = workplace.lines("start")
    assert set(starts) == {str(number) for number in range(60)}
    assert {name for name, times in starts.items() if times > 1} <= cut_off, "a finished job was started again"


def test_a_worker_that_is_told_to_stop_leaves_soon_and_loses_nothing(workplace):
    workplace.ask(12, seconds=SOON + 3)
    worker = workplace.start_worker()
    wait_until(lambda: workplace.lines("start")["long"] == 1 and len(workplace.lines("end")) >= 4, seconds=30)
    told_at = monotonic()
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(timeout=SOON) == 0
    assert monotonic() - told_at < SOON
    # Put back already: the next worker need not wait for a silence.
    assert "running" not in workplace.statuses()

    workplace.start_worker()
    wait_until(lambda: workplace.statuses() == {"done": 13}, seconds=60)
    assert sorted(workplace.rows("SELECT number FROM tally")) == [(number,) for number in range(-1, 12)]


def test_an_idle_worker_leaves_at_once(workplace):
    worker = workplace.start_worker()
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(timeout=SOON) == 0


def test_two_workers_share_the_work_and_do_not_take_a_long_job_from_each_other(workplace):
    # Both stand ready before there is work: the first must not finish it while the second still starts.
    for _ in range(2):
        workplace.start_worker()
    workplace.ask(60, seconds=13)
    wait_until(lambda: workplace.statuses() == {"done": 61}, seconds=60)
    assert sorted(workplace.rows("SELECT number FROM tally")) == [(number,) for number in range(-1, 60)]
    assert workplace.lines("start").most_common(1)[0][1] == 1
    assert len(workplace.rows("SELECT DISTINCT process FROM tally")) == 2


def test_these_tests_would_see_a_job_that_counts_twice(workplace):
    workplace.ask(0, careless=1)
    worker = workplace.start_worker()
    wait_until(lambda: workplace.lines("start")["careless"] == 1, seconds=30)
    worker.send_signal(signal.SIGKILL)
    worker.wait()
    with workplace.database.cursor() as cursor:
        cursor.execute("UPDATE jobs_job SET heartbeat_at = '2020-01-01 00:00:00+00:00'")
    workplace.start_worker()
    wait_until(lambda: workplace.statuses() == {"done": 1}, seconds=30)
    assert workplace.rows("SELECT number FROM tally") == [(0,), (0,)]
