"""A Redis of its own that tests kill, and Celery workers at it that they kill too."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path
from time import monotonic, sleep

from tests.jobs.workplace import DRIVER, Workplace


class Broker:
    """A Redis server on a port of its own; what it held is gone with it."""

    def __init__(self, folder: Path) -> None:
        with socket.create_server(("127.0.0.1", 0)) as free:
            self.port = free.getsockname()[1]
        self.url = f"redis://127.0.0.1:{self.port}/0"
        self._folder = folder
        self.start()

    def start(self) -> None:
        """Start it, empty, and wait until it answers."""
        command = ["redis-server", "--bind", "127.0.0.1", "--port", str(self.port), "--dir", str(self._folder)]
        self._process = subprocess.Popen([*command, "--save", "", "--appendonly", "no"], stdout=subprocess.DEVNULL)
        end = monotonic() + 10
        while True:
            try:
                socket.create_connection(("127.0.0.1", self.port), timeout=1).close()
                return
            except OSError:
                assert monotonic() < end, "Redis does not start"
                sleep(0.05)

    def kill(self) -> None:
        """End it as a power cut would."""
        self._process.kill()
        self._process.wait()


class BrokerPlace:
    """A workplace with a broker, a site that asks and sweeps, and Celery workers."""

    def __init__(self, place: Workplace, folder: Path, *, sweeps: bool = True) -> None:
        self.place, self.broker = place, Broker(folder)
        self._environment = place.environment | {"REDIS_URL": self.broker.url}
        self.workers: list[subprocess.Popen[bytes]] = []
        self._site = subprocess.Popen(
            [sys.executable, DRIVER, "site", str(int(sweeps))],
            env=self._environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
        )  # fmt: skip
        assert self._site.stdout.readline() == "ready\n"
        self.asked = 0

    def ask(self, number: int) -> None:
        """Ask for jobs; their rows are committed when this returns."""
        self._site.stdin.write(f"{number}\n")
        self._site.stdin.flush()
        assert self._site.stdout.readline() == "asked\n"
        self.asked += number

    def start_worker(self) -> None:
        """Start a worker with its children in a group of their own."""
        worker = subprocess.Popen([sys.executable, DRIVER, "celery"], env=self._environment, start_new_session=True)
        self.workers.append(worker)

    def kill_worker(self) -> None:
        """End the oldest worker and its children at once, and start another."""
        self._end(self.workers.pop(0))
        self.start_worker()

    def kill_broker(self) -> None:
        """End the broker with all it held, and start an empty one."""
        self.broker.kill()
        self.broker.start()

    def close(self) -> None:
        """End everything."""
        self._site.stdin.close()
        self._site.wait(timeout=20)
        self._site.stdout.close()
        for worker in self.workers:
            self._end(worker)
        self.broker.kill()

    def _end(self, worker: subprocess.Popen[bytes]) -> None:
        os.killpg(worker.pid, signal.SIGKILL)
        worker.wait()
