"""What two web processes behind nginx take from users who never pause, and the same with ten times the data.

Usage: ``python -m benchmarks.two_processes [STUDENTS] [--fill]``, on what ``scripts/services start --s3`` prints. One
site stands among STUDENTS (12,000 unless told) with 25 answers each, another among ten times as many. Both are asked in
turns, so that a busy moment of the machine meets both. With ``--fill`` nothing is measured.
"""

import json
import os
import ssl
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit, urlunsplit

import psycopg

from benchmarks import throughput
from benchmarks.figures import Target, Timing, heading, line
from benchmarks.installation import Installation
from benchmarks.server import ROOT, Prepared, ServerFailed
from benchmarks.stack import serve, several_machines, stop_when_asked

STUDENTS = 12_000
TIMES = 10
USERS = 8
ROUNDS = 5
LIMIT = 1.2
PAGES = {
    "answer": "saving an answer",
    "lesson": "lesson page",
    "sign_in": "signing in with a card",
    "results": "heatmap of 40 × 25",
    "today": "Today",
    "class": "class page",
    "places": "places",
}

type Measured = dict[str, tuple[Timing, float]]


@contextmanager
def installation(number: int, students: int) -> Iterator[Installation]:
    """Yield a site on a database of its own with so many students; one that is filled already is taken as it is."""
    name = f"orientir_{students}"
    # Its socket's path must be short.
    with TemporaryDirectory(prefix="orientir-") as folder:
        cache = urlunsplit(urlsplit(os.environ["REDIS_URL"])._replace(path=f"/{number}"))
        with several_machines(Path(folder), DATABASE_URL=address_of(name), REDIS_URL=cache) as site:
            began = time.monotonic()
            site.manage("migrate", "--verbosity=0")
            python(site, "-m", "benchmarks.crowd", str(students))
            seconds = time.monotonic() - began
            print(f"{students:,} students and {students * 25:,} answers are there after {seconds:.0f} s", flush=True)
            yield site


def address_of(name: str) -> str:
    """Return the address of a database, which is made when it is not there."""
    given = os.environ["DATABASE_URL"]
    with psycopg.connect(given, autocommit=True) as server:
        if not server.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone():
            server.execute(f'CREATE DATABASE "{name}"'.encode())
    return urlunsplit(urlsplit(given)._replace(path=f"/{name}"))


def python(site: Installation, *arguments: str, typed: str = "") -> str:
    """Run a module with the variables of a site; raises ``ServerFailed``."""
    done = subprocess.run(
        [sys.executable, *arguments], env=site.variables(PYTHONPATH=str(ROOT)), cwd=ROOT,
        input=typed, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise ServerFailed(done.stderr)
    return done.stdout


def measure(sites: dict[int, Installation]) -> dict[int, Measured]:
    """Measure every page of both sites in rounds and keep its calmest: a busy moment of the machine is nobody's."""
    prepared = {}
    for students, site in sites.items():
        described = python(site, "-m", "benchmarks.measured")
        print(
            f"\nAmong {students:,} students, by their plans:\n{python(site, '-m', 'benchmarks.plans', typed=described)}"
        )
        prepared[students] = Prepared(**json.loads(described))
        serve(site)
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, {USERS} users, two web processes, TLS", flush=True)
    found: dict[int, dict[str, list[tuple[Timing, float]]]] = {
        students: {page: [] for page in PAGES} for students in sites
    }
    for page in list(PAGES) * ROUNDS:
        for students, site in sites.items():
            trusted = ssl.create_default_context(cafile=site.folder / "etc/orientir/tls/ca.crt")
            measured = throughput.measure(site.port, prepared[students], page=page, users=USERS, trusted=trusted)
            found[students][page].append(measured)
    return {
        students: {page: min(rounds, key=lambda one: one[0].p95) for page, rounds in pages.items()}
        for students, pages in found.items()
    }


def report(found: dict[int, Measured]) -> None:
    """Print a table for each site; beside the later ones what their p95 is in those of the first."""
    before = next(iter(found.values()))
    for students, measured in found.items():
        print(heading(f"Among {students:,} students"))
        for page, (timing, per_second) in measured.items():
            target = Target("≤ 1.2 × p95", timing.p95 / before[page][0].p95, LIMIT)
            print(line(PAGES[page], timing, per_second, None if measured is before else target), flush=True)


def main(students: int, *, measures: bool) -> None:
    """Fill, measure, print."""
    stop_when_asked()
    with ExitStack() as stack:
        sites = {
            count: stack.enter_context(installation(number, count))
            for number, count in enumerate((students, students * TIMES), start=1)
        }
        if measures:
            for site in sites.values():
                site.manage("collectstatic", "--no-input", "--verbosity=0", "--ignore=wagtail*")
            report(measure(sites))


if __name__ == "__main__":
    numbers = [int(argument) for argument in sys.argv[1:] if argument.isdigit()]
    main(*(numbers or [STUDENTS]), measures="--fill" not in sys.argv)
