"""What two web processes behind nginx take from users who never pause, and the same with ten times the data.

Usage: ``python -m benchmarks.two_processes [STUDENTS]``, with the variables of ``scripts/services start --s3``; the
first measurement is among STUDENTS (12,000 unless told) with 25 answers each, the second among ten times as many.
"""

import json
import os
import ssl
import subprocess
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

from benchmarks import throughput
from benchmarks.figures import Target, Timing, heading, line
from benchmarks.installation import Installation
from benchmarks.server import ROOT, Prepared, ServerFailed
from benchmarks.stack import serve, several_machines, stop_when_asked

STUDENTS = 12_000
TIMES = 10
USERS = 8
ROUNDS = 3
LIMIT = 1.2
PAGES = {"answer": "saving an answer", "lesson": "lesson page", "sign_in": "signing in with a card"}

type Measured = dict[str, tuple[Timing, float]]


def surround(site: Installation, students: int) -> Prepared:
    """Fill the database up to so many students and return a class among them."""
    variables = site.variables(PYTHONPATH=str(ROOT))
    done = subprocess.run(
        [sys.executable, "-m", "benchmarks.crowd", str(students)],
        env=variables, cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    if done.returncode:
        raise ServerFailed(done.stderr)
    return Prepared(**json.loads(done.stdout))


def measure(site: Installation, prepared: Prepared) -> Measured:
    """Measure each page in some rounds and keep its calmest: a busy moment of the machine is nobody's answer."""
    trusted = ssl.create_default_context(cafile=site.folder / "etc/orientir/tls/ca.crt")
    found: dict[str, list[tuple[Timing, float]]] = {page: [] for page in PAGES}
    for _ in range(ROUNDS):
        for page, rounds in found.items():
            rounds.append(throughput.measure(site.port, prepared, page=page, users=USERS, trusted=trusted))
    return {page: min(rounds, key=lambda one: one[0].p95) for page, rounds in found.items()}


def report(measured: Measured, students: int, before: Measured | None) -> None:
    """Print one table; beside the second what its p95 is in those of the first."""
    print(heading(f"Among {students:,} students"))
    for page, (timing, per_second) in measured.items():
        target = Target("≤ 1.2 × p95", timing.p95 / before[page][0].p95, LIMIT) if before else None
        print(line(PAGES[page], timing, per_second, target), flush=True)


def main(students: int) -> None:
    """Measure, fill, measure again, print."""
    stop_when_asked()
    with TemporaryDirectory(prefix="orientir-") as folder, several_machines(Path(folder)) as site:
        site.manage("migrate", "--verbosity=0")
        site.manage("collectstatic", "--no-input", "--verbosity=0", "--ignore=wagtail*")
        before: Measured | None = None
        for count in (students, students * TIMES):
            began = time.monotonic()
            prepared = surround(site, count)
            print(f"{count:,} students and {count * 25:,} answers are there after {time.monotonic() - began:.0f} s")
            if before is None:
                serve(site)
            print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}, {USERS} users, two web processes, TLS")
            measured = measure(site, prepared)
            report(measured, count, before)
            before = measured


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else STUDENTS)
