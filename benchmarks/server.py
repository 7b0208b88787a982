"""The real site in processes of its own: a database of its own, filled, and gunicorn as it is shipped."""

import json
import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


@dataclass(frozen=True)
class Prepared:
    """A filled database: session keys, attempts of the learners in the same order, questions in the order of pages."""

    learners: Sequence[str]
    teacher: str
    attempts: Sequence[str]
    items: Sequence[str]
    choices: Sequence[Sequence[str]]
    lesson: str
    results: str
    cards: Sequence[str] = ()
    class_page: str = ""
    coordinator: str = ""
    figures: str = ""
    teacher_of_many: str = ""
    long_results: str = ""
    gradebook: str = ""


class ServerFailed(RuntimeError):
    """A process of the site ended, or did not answer; the message is what it said."""


def environment(folder: Path, database_url: str, **more: str) -> dict[str, str]:
    """Return the variables of a site that keeps everything in ``folder`` and is reached over plain http."""
    kept = {name: value for name, value in os.environ.items() if name not in {"DJANGO_SETTINGS_MODULE", "REDIS_URL"}}
    own = {
        "ORIENTIR_MODE": "development",
        "ORIENTIR_DATA_DIR": str(folder),
        "DATABASE_URL": database_url,
        "DJANGO_SETTINGS_MODULE": "config.settings",
        "PYTHONPATH": str(ROOT),
    }
    return kept | own | more


def python(variables: Mapping[str, str], *arguments: str) -> str:
    """Run a Python process of the site to its end and return what it printed; raises ``ServerFailed``."""
    done = subprocess.run(
        [sys.executable, *arguments], env=variables, cwd=ROOT, capture_output=True, text=True, check=False
    )
    if done.returncode:
        raise ServerFailed(f"{' '.join(arguments)}\n{done.stdout}{done.stderr}")
    return done.stdout


def prepare(variables: Mapping[str, str], *, learners: int, questions: int, large: int = 0) -> Prepared:
    """Fill the migrated database of these variables."""
    return Prepared(
        **json.loads(python(variables, "-m", "benchmarks.prepare", *map(str, (learners, questions, large))))
    )


def free_port() -> int:
    """Return a port of the loopback address that nobody listens on."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        port: int = server.getsockname()[1]
        return port


def gunicorn(port: int, *, workers: int = 1) -> list[str]:
    """Return the command that serves the site, with the options that are shipped."""
    options = ["--config", "config/gunicorn.py", "--bind", f"127.0.0.1:{port}", "--workers", str(workers)]
    return [sys.executable, "-m", "gunicorn", *options, "--no-control-socket", "config.wsgi"]


class Server:
    """A command that listens on a port, in a process group of its own."""

    def __init__(self, command: Sequence[str], variables: Mapping[str, str], port: int, log: Path) -> None:
        self.port = port
        self._log = log
        with log.open("wb") as output:
            self.process = subprocess.Popen(
                command, env=variables, cwd=ROOT, stdout=output, stderr=output, start_new_session=True
            )

    def wait(self, *, seconds: float = 120) -> None:
        """Return when a worker answers, which is long after the master listens; raises ``ServerFailed``."""
        end = time.monotonic() + seconds
        while time.monotonic() < end and self.process.poll() is None:
            with suppress(OSError), closing(HTTPConnection("127.0.0.1", self.port, timeout=seconds)) as connection:
                connection.request("GET", "/")
                connection.getresponse().read()
                return
            time.sleep(0.02)
        raise ServerFailed(self._log.read_text(errors="replace"))

    def stop(self, number: signal.Signals = signal.SIGTERM) -> None:
        """End the whole process group, and wait for it."""
        with suppress(ProcessLookupError):
            os.killpg(self.process.pid, number)
        try:
            self.process.wait(timeout=10)
        except subprocess.TimeoutExpired:
            os.killpg(self.process.pid, signal.SIGKILL)
            self.process.wait()
