"""A PostgreSQL cluster that nobody will miss: ``scripts/services`` makes it, we kill it and start it again."""

import os
import re
import shlex
import signal
import subprocess
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from time import monotonic, sleep

import psycopg

from benchmarks.server import ROOT

SERVICES = ROOT / "scripts" / "services"
SECONDS = 30


class Cluster:
    """A running cluster with durable defaults, in a folder that ``close`` deletes."""

    def __init__(self) -> None:
        printed = subprocess.run([SERVICES, "start"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
        found = dict(re.findall(r"^export (\w+)=(\S+)$", printed, re.MULTILINE))
        self.url = found["DATABASE_URL"]
        self._folder = Path(found["ORIENTIR_SERVICES"])
        self._data = self._folder / "postgres"
        # From now on it is our own child: whoever else collects the dead may take his time, and its lock file with him.
        os.kill(self._postmaster(), signal.SIGINT)
        self._wait_until(lambda: not (self._data / "postmaster.pid").exists())
        self._server = self._serve()

    def fill_from(self, url: str) -> None:
        """Copy a whole database into this one, which is faster than migrating."""
        programs = Path(self._command()[0]).parent
        dump = subprocess.run([programs / "pg_dump", "--no-owner", url], capture_output=True, check=True).stdout
        quiet = ["--quiet", "--no-psqlrc", "--set=ON_ERROR_STOP=1", "--output=/dev/null"]
        subprocess.run([programs / "psql", *quiet, self.url], input=dump, check=True)

    def crash(self, number: signal.Signals) -> None:
        """End it: SIGQUIT is what ``pg_ctl stop -m immediate`` sends, SIGKILL goes to every process at once."""
        members = [self._server.pid, *children(self._server.pid)]
        for process in members if number == signal.SIGKILL else members[:1]:
            with suppress(ProcessLookupError):
                os.kill(process, number)
        self._server.wait(timeout=SECONDS)
        self._wait_until(lambda: not any(is_alive(process) for process in members))

    def start(self) -> None:
        """Start it again; return when recovery is over."""
        self._server = self._serve()

    def make_database(self, name: str) -> str:
        """Add an empty database beside the first; return its address."""
        with psycopg.connect(self.url, autocommit=True) as connection:
            connection.execute(f"CREATE DATABASE {name}")
        return f"{self.url.rpartition('/')[0]}/{name}"

    def rows(self, query: str, url: str = "") -> list[tuple]:
        """Ask it, or a database beside it."""
        with psycopg.connect(url or self.url) as connection:
            return connection.execute(query).fetchall()

    def close(self) -> None:
        """End and forget it."""
        self.crash(signal.SIGQUIT)
        variables = os.environ | {"ORIENTIR_SERVICES": str(self._folder)}
        subprocess.run([SERVICES, "stop"], cwd=ROOT, env=variables, check=True)

    def _postmaster(self) -> int:
        return int((self._data / "postmaster.pid").read_text().split()[0])

    def _serve(self) -> "subprocess.Popen[bytes]":
        """Start the server with the options it had, as the owner of its files, and wait until it takes connections."""
        owner = self._data.stat()
        as_owner = {"user": owner.st_uid, "group": owner.st_gid, "extra_groups": []} if os.getuid() == 0 else {}
        with (self._folder / "restarted.log").open("ab") as log:
            server = subprocess.Popen(self._command(), cwd="/", stdout=log, stderr=log, **as_owner)
        self._wait_until(self._takes_connections)
        return server

    def _takes_connections(self) -> bool:
        with suppress(psycopg.OperationalError):
            psycopg.connect(self.url, connect_timeout=5).close()
            return True
        return False

    def _wait_until(self, condition: Callable[[], bool]) -> None:
        end = monotonic() + SECONDS
        while not condition():
            assert monotonic() < end, "".join(path.read_text() for path in self._folder.glob("*.log"))
            sleep(0.02)

    def _command(self) -> list[str]:
        return shlex.split((self._data / "postmaster.opts").read_text())


def children(parent: int) -> list[int]:
    """Return the processes that a process has started."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            # The name in brackets may hold anything; state and parent follow it.
            if int(stat.read_text().rpartition(")")[2].split()[1]) == parent:
                found.append(int(stat.parent.name))
    return found


def is_alive(process: int) -> bool:
    """Whether a process still runs; one that only waits to be collected does not."""
    with suppress(OSError):
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    return False
