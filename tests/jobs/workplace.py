"""A queue of its own with worker processes that tests kill, stop and start again."""

import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from time import monotonic, sleep

from django.db.utils import ConnectionHandler

from common.env import database_settings

DRIVER = Path(__file__).with_name("crash_worker.py")


class Workplace:
    """A database of its own, the counter file, and the worker processes of one test."""

    def __init__(self, url: str, folder: Path) -> None:
        self.counter = folder / "counter"
        self.counter.touch()
        self.environment = os.environ | {"DATABASE_URL": url, "COUNTER_FILE": str(self.counter), "REDIS_URL": ""}
        self._workers: list[subprocess.Popen[str]] = []
        self.database = ConnectionHandler({"default": database_settings(url)})["default"]

        self._drive("tables")

    def _drive(self, *arguments: str) -> None:
        subprocess.run([sys.executable, str(DRIVER), *arguments], env=self.environment, check=True)

    def ask(self, number: int, *, seconds: int = 0, careless: int = 0) -> None:
        """Ask for short jobs, for one that takes ``seconds``, and for some that do not care whether they count."""
        self._drive("ask", str(number), str(seconds), str(careless))

    def start_worker(self) -> subprocess.Popen[str]:
        """Start a worker process, and wait until it takes work."""
        worker = subprocess.Popen(
            [sys.executable, DRIVER, "work"], env=self.environment, stdout=subprocess.PIPE, text=True
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
