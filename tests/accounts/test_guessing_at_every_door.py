"""Guessing at every door, 32 threads in two processes: five guesses a secret, and a class at one address gets in."""

import json
import os
import subprocess
import sys
from pathlib import Path
from time import monotonic

import pytest
from django.db import connection

from benchmarks.server import ROOT
from tests.robustness.conftest import copy_database

pytestmark = [pytest.mark.crash, pytest.mark.django_db]

GUESSES = int(os.environ.get("ORIENTIR_GUESSES", "500"))
PROCESSES = 2
DRIVER = Path(__file__).with_name("guesser.py")
UNLIMITED = {"QR square"}


@pytest.fixture
def variables(tmp_path):
    """The variables of processes that share a database of their own."""
    if connection.vendor != "sqlite":
        pytest.fail("This is about a SQLite file; run it with the default database.")
    database = tmp_path / "doors.sqlite3"
    copy_database(Path(connection.settings_dict["NAME"]), database)
    kept = {name: value for name, value in os.environ.items() if name not in {"REDIS_URL", "TEST_DATABASE_NAME"}}
    return kept | {
        "DJANGO_SETTINGS_MODULE": "config.settings_test",
        "DATABASE_URL": f"sqlite:///{database}",
        "ORIENTIR_DATA_DIR": str(tmp_path),
        "PYTHONPATH": str(ROOT),
        "ALLOWED_HOSTS": "testserver",
    }


class Guessers:
    """The processes."""

    def __init__(self, variables, guesses) -> None:
        prepared = subprocess.run(
            [sys.executable, str(DRIVER), "prepare"],
            env=variables,
            stdout=subprocess.PIPE,
            text=True,
            check=True,
            cwd=ROOT,
        ).stdout.splitlines()[-1]
        given = json.loads(prepared)
        self.doors = [row["name"] for row in given["doors"]]
        self.processes = []
        for number in range(PROCESSES):
            process = subprocess.Popen(
                [sys.executable, str(DRIVER), "guess", str(guesses // PROCESSES), str(number)],
                env=variables, cwd=ROOT, text=True,
                stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
            )  # fmt: skip
            self.processes.append(process)
            # Each process lets in its part of the class.
            self._tell(process, json.dumps(given | {"pupils": given["pupils"][number::PROCESSES]}))
        for process in self.processes:
            assert process.stdout.readline() == "ready\n"

    def at(self, door):
        """Let all guess at one door at once; return the sums of what they report."""
        for process in self.processes:
            self._tell(process, f"guess {door}")
        reports = [json.loads(process.stdout.readline()) for process in self.processes]
        return {name: sum(report[name] for report in reports) for name in reports[0]}

    def does_right_secret_open(self, door):
        """Try the right secret now."""
        self._tell(self.processes[0], f"right {door}")
        return json.loads(self.processes[0].stdout.readline())

    def close(self) -> None:
        for process in self.processes:
            process.kill()
            process.communicate()

    def _tell(self, process, line) -> None:
        process.stdin.write(f"{line}\n")
        process.stdin.flush()


@pytest.fixture
def guessers(variables):
    """Start guessers, and end them after the test."""
    started = []

    def start(guesses, **more):
        started.append(Guessers(variables | more, guesses))
        return started[-1]

    yield start
    for one in started:
        one.close()


def test_every_door_admits_five_guesses_and_a_class_behind_one_address_is_let_in(guessers, capsys):
    all_of_them, began = guessers(GUESSES), monotonic()
    found = {}
    for number, name in enumerate(all_of_them.doors):
        found[name] = all_of_them.at(number) | {"right": all_of_them.does_right_secret_open(number)}
    with capsys.disabled():
        counts = ", ".join(f"{name} {report['admitted']}" for name, report in found.items() if name not in UNLIMITED)
        print(f"\n  {GUESSES} guesses a door in {monotonic() - began:.0f} s; admitted: {counts}")
    assert {name: report["let_in"] for name, report in found.items() if report["let_in"]} == {}
    assert {name: report["refused"] for name, report in found.items() if report["refused"]} == {}
    limited = {name: report for name, report in found.items() if name not in UNLIMITED}
    assert len(limited) == 8
    assert {name: report["admitted"] for name, report in limited.items() if not 1 <= report["admitted"] <= 5} == {}
    # While a door is paused the right secret does not open it either: nothing was compared behind the limit's back.
    assert {name for name, report in limited.items() if report["right"]} == set()
    # A square that nobody can guess is never paused.
    assert all(found[name]["right"] for name in UNLIMITED)


def test_the_same_harness_sees_a_limit_that_each_process_keeps_for_itself(guessers):
    all_of_them = guessers(64, PLANTED="memory")
    assert all_of_them.at(all_of_them.doors.index("password"))["admitted"] > 5, "the harness is blind"
