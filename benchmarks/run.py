"""Prints what the hot paths cost, beside one bare SELECT and one bare upsert of the same run.

On a new SQLite file; where DATABASE_URL names a PostgreSQL server, in a new database on it, which is removed again.
"""

import json
import os
import platform
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import urlsplit, urlunsplit

import psycopg

from benchmarks import throughput
from benchmarks.figures import CLASS_SIZE, Target, Timing, heading, line
from benchmarks.server import ROOT, Prepared, Server, environment, free_port, gunicorn, prepare, python

NAMES = {
    "select": "one indexed SELECT",
    "upsert": "one upsert, committed",
    "lesson": "lesson page, kept",
    "question": "question page",
    "answer": "saving an answer",
    "results": "results of 40 students × 20",
    "long_results": "results of 40 students × 60",
    "gradebook": "gradebook of 40 students × 60",
}
MUCH = {
    "upsert": "one upsert, committed",
    "reading": "reading a bank of 5,000",
    "import": "importing it, 200 at a time",
    "marking": "marking a try of 20, alone",
    "marking_stored": "marking a class of 40, stored",
    "bank": "list of the bank of 5,000",
    "bank_search": "the same, searched",
    "bank_filter": "the same, filtered",
}
QUESTIONS, CLASSES = 5_000, 250
BARE, OURS = ("select", "upsert"), ("lesson", "question", "answer", "results")
MANY = 8
# Questions of the long quiz, and quizzes of the term.
LARGE = 60
# Answers per second from eight users on the fastest comparable site that we have measured ourselves.
BEST_PEER = 41.7

type Measured = dict[str, tuple[Timing, float]]


@contextmanager
def database(folder: Path) -> Iterator[str]:
    """Yield the address of an empty database that nobody else uses."""
    given = os.environ.get("DATABASE_URL", "")
    if not given.startswith("postgres"):
        yield f"sqlite:///{folder / 'bench.sqlite3'}"
        return
    name = f"bench_{os.getpid()}"
    with psycopg.connect(given, autocommit=True) as server:
        server.execute(f'CREATE DATABASE "{name}"'.encode())
        try:
            yield urlunsplit(urlsplit(given)._replace(path=f"/{name}"))
        finally:
            server.execute(f'DROP DATABASE "{name}" WITH (FORCE)'.encode())


def on_the_server(variables: dict[str, str], prepared: Prepared) -> dict[str, Timing]:
    """Measure inside one process, without network and server."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.hot_paths"],
        env=variables, cwd=ROOT, input=json.dumps(vars(prepared)), stdout=subprocess.PIPE, text=True, check=True,
    )  # fmt: skip
    return {name: Timing(**columns) for name, columns in json.loads(done.stdout).items()}


def much_at_once(variables: dict[str, str]) -> dict[str, Timing]:
    """Measure what the engine does with a whole bank and ten thousand tries."""
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.engine", str(QUESTIONS), str(CLASSES)],
        env=variables, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True,
    )  # fmt: skip
    return {name: Timing(**columns) for name, columns in json.loads(done.stdout).items()}


def report_much(timings: dict[str, Timing]) -> None:
    """Print the table of the engine, and how long the whole of each took."""
    print(heading(f"The engine: {QUESTIONS:,} questions, {CLASSES * CLASS_SIZE:,} tries"))
    for name, timing in timings.items():
        whole = f"   {sum(timing.seconds):.1f} s in all" if name in {"import", "marking", "marking_stored"} else ""
        print(f"{line(MUCH[name], timing, timing.per_second)}{whole}")


def report_server_time(timings: dict[str, Timing]) -> None:
    """Print the first table."""
    targets = {
        "lesson": Target("≤ 5 ms", timings["lesson"].middle, 5),
        "results": Target("≤ 30 ms", timings["results"].middle, 30),
        "long_results": Target("≤ 100 ms", timings["long_results"].middle, 100),
        "gradebook": Target("≤ 100 ms", timings["gradebook"].middle, 100),
    }
    print(heading("Time on the server, one at a time"))
    for name, timing in timings.items():
        print(line(NAMES[name], timing, timing.per_second, targets.get(name)))


def through_gunicorn(variables: dict[str, str], prepared: Prepared, folder: Path, users: int) -> Measured:
    """Serve first the two bare views, then the site as it is shipped, and let users ask for everything."""
    found: Measured = {}
    for settings, pages in (("benchmarks.bare", BARE), ("config.settings", OURS)):
        port = free_port()
        served = variables | {"DJANGO_SETTINGS_MODULE": settings}
        site = Server(gunicorn(port), served, port, folder / "server.log")
        try:
            site.wait()
            for page in pages:
                found[page] = throughput.measure(port, prepared, page=page, users=users)
        finally:
            site.stop()
    return found


def report_through_gunicorn(found: Measured, users: int) -> None:
    """Print a table of what users meet."""
    in_upserts = found["answer"][0].middle / found["upsert"][0].middle
    answers = found["answer"][1]
    print(heading(f"Through gunicorn, {users} user{'s' if users > 1 else ''}"))
    for name, (timing, per_second) in found.items():
        target = None
        if name == "answer" and users == 1:
            target = Target("≤ 3 bare upserts", in_upserts, 3)
        elif name == "answer":
            target = Target(f"≥ {BEST_PEER}/s, the best peer", answers, BEST_PEER, is_floor=True)
        print(line(NAMES[name], timing, per_second, target))


def main() -> None:
    """Build a site, measure, print."""
    with TemporaryDirectory() as temporary, database(Path(temporary)) as url:
        folder = Path(temporary)
        variables = environment(folder, url)
        print(f"Preparing a class of 40 with 20 questions on {urlsplit(url).scheme} …", flush=True)
        python(variables, "manage.py", "migrate", "--verbosity=0")
        python(variables, "manage.py", "collectstatic", "--no-input", "--verbosity=0", "--ignore=wagtail*")
        prepared = prepare(variables, learners=CLASS_SIZE, questions=20, large=LARGE)
        load = os.getloadavg()[0]
        print(f"Python {platform.python_version()}, {os.cpu_count()} cores, load {load:.1f} before the measurement")
        report_server_time(on_the_server(variables, prepared))
        for users in (1, MANY):
            report_through_gunicorn(through_gunicorn(variables, prepared, folder, users), users)
        report_much(much_at_once(variables))


if __name__ == "__main__":
    main()
