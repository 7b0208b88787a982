"""A process of its own for the crash tests: makes the tables, asks for jobs, or works on them until it is killed.

Usage: ``crash_worker.py tables``, ``crash_worker.py ask NUMBER SECONDS CARELESS`` or ``crash_worker.py work``; with a
broker ``crash_worker.py celery`` and ``crash_worker.py site SWEEPS``, which asks for as many jobs as each line of its
input says. DATABASE_URL, REDIS_URL and COUNTER_FILE say where.
"""

import os
import sys
import threading
from datetime import timedelta
from itertools import count as numbers
from pathlib import Path
from time import monotonic, sleep

import django

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
django.setup()

from django.core.management import call_command  # noqa: E402  settings come first
from django.db import connection, transaction  # noqa: E402

from jobs import services  # noqa: E402
from jobs.models import Job, Worker  # noqa: E402
from jobs.services import queue  # noqa: E402


def note(line: str) -> None:
    """Append a line that no kill of the process can take back."""
    counter = os.open(os.environ["COUNTER_FILE"], os.O_WRONLY | os.O_APPEND | os.O_CREAT)
    os.write(counter, f"{line}\n".encode())
    os.close(counter)


def count(run: services.Run) -> None:
    """Take a fifth of a second, then count the number in the same transaction that finishes the job."""
    number = run.payload["number"]
    note(f"start {number}")
    for step in range(4):
        run.progress(step * 25)
        sleep(0.05)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("INSERT INTO tally (number, process) VALUES (%s, %s)", [number, os.getpid()])
        run.finish()
    note(f"end {number}")


def count_carelessly(run: services.Run) -> None:
    """Count first and let the job be finished later: the defect that the crash tests must see."""
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO tally (number, process) VALUES (%s, %s)", [0, os.getpid()])
    note("start careless")
    sleep(1)
    note("end careless")


def be_long(run: services.Run) -> None:
    """Take longer than the silence after which a worker is given up, without a single sign of progress."""
    note("start long")
    end = monotonic() + run.payload["seconds"]
    while monotonic() < end:
        sleep(0.1)
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("INSERT INTO tally (number, process) VALUES (%s, %s)", [-1, os.getpid()])
        run.finish()
    note("end long")


services.register_handler("tests.count", count)
services.register_handler("tests.careless", count_carelessly)
services.register_handler("tests.long", be_long)


def make_tables() -> None:
    """Make the queue, and the table in which the jobs count."""
    with connection.schema_editor() as editor:
        editor.create_model(Job)
        editor.create_model(Worker)
        # Without a constraint: a job done twice must show.
        editor.execute("CREATE TABLE tally (number integer, process integer)")


def ask(number: int, seconds: int, careless: int) -> None:
    """Ask for short jobs, for one that takes ``seconds``, and for some that do not care whether they count."""
    if seconds:
        services.enqueue(kind="tests.long", payload={"seconds": seconds}, owner_id=None)
    for _ in range(careless):
        services.enqueue(kind="tests.careless", payload={}, owner_id=None)
    for each in range(number):
        services.enqueue(kind="tests.count", payload={"number": each}, owner_id=None)


def be_the_site(sweeps: bool) -> None:
    """Ask for jobs as a web process does, and sweep beside it, in seconds where an installation takes a minute."""
    queue.RING_AGAIN = timedelta(seconds=2)
    over = threading.Event()

    def sweep() -> None:
        while not over.wait(0.5):
            services.sweep()
        connection.close()

    sweeper = threading.Thread(target=sweep)
    if sweeps:
        sweeper.start()
    number = numbers()
    print("ready", flush=True)
    for line in sys.stdin:
        for _each in range(int(line)):
            services.enqueue(kind="tests.count", payload={"number": next(number)}, owner_id=None)
        print("asked", flush=True)
    over.set()


def be_a_celery_worker() -> None:
    """Work like an ordinary Celery worker, in two processes."""
    from celery import current_app

    arguments = ["worker", "--pool=prefork", "--concurrency=2", "--loglevel=error", "--without-gossip"]
    current_app._get_current_object().worker_main([*arguments, "--without-mingle"])


if __name__ == "__main__":
    if sys.argv[1] == "tables":
        make_tables()
    elif sys.argv[1] == "ask":
        ask(*map(int, sys.argv[2:]))
    elif sys.argv[1] == "site":
        be_the_site(bool(int(sys.argv[2])))
    elif sys.argv[1] == "celery":
        be_a_celery_worker()
    else:
        call_command("run_worker", threads=4)
