"""An acknowledged answer survives a power cut: the kernel was told to put it on the disk before the answer went out.

Killing processes cannot show this, because the kernel keeps what it was given; so the system calls are counted.
"""

import shutil
from pathlib import Path

import pytest

from benchmarks.client import Visitor
from benchmarks.server import Server, ServerFailed, free_port, gunicorn

pytestmark = [pytest.mark.crash, pytest.mark.django_db]

ANSWERS = 50


def syncs_per_answer(site, variables: dict[str, str]) -> list[int]:
    """Return, for each of fifty answers, how often the serving processes synced a file before they acknowledged it."""
    if shutil.which("strace") is None:
        pytest.fail("strace is missing (Debian: strace): nobody can see whether answers reach the disk.")
    calls, port = site.database.with_name("calls"), free_port()
    trace = ["strace", "--follow-forks", "--seccomp-bpf", "--quiet=all", "--trace=fdatasync,fsync", f"--output={calls}"]
    server = Server([*trace, *gunicorn(port)], variables, port, site.database.with_name("server.log"))
    try:
        try:
            server.wait()
        except ServerFailed as failure:
            pytest.fail(f"strace could not run the site; it needs the permission to trace its own child.\n{failure}")
        return [count_around(calls, answer) for answer in answers(port, site.prepared)]
    finally:
        server.stop()


def answers(port: int, prepared):
    """Yield fifty functions, each of which sends one answer and sees it acknowledged."""
    visitor, attempt = Visitor(port, prepared.learners[0]), prepared.attempts[0]
    assert visitor.get(f"/my/q/{attempt}/1/").status == 200
    for sent in range(ANSWERS):
        number = sent % len(prepared.items)
        fields = {"sequence": str(sent + 1), "choice": prepared.choices[number][sent % 4]}

        def send(number=number, fields=fields) -> None:
            reply = visitor.post(f"/my/q/{attempt}/{number + 1}/", fields)
            assert reply.status == 303, reply

        yield send
    visitor.close()


def count_around(calls: Path, action) -> int:
    """Return how many syncs were complete after the action and were not before it; strace writes each line at once."""
    before = calls.read_text().count("sync(")
    action()
    return calls.read_text().count("sync(") - before


def test_every_acknowledged_answer_was_synced_to_the_disk_before(site):
    synced = syncs_per_answer(site, site.variables)
    assert len(synced) == ANSWERS
    assert min(synced) >= 1


def test_the_same_count_sees_a_database_that_leaves_it_to_luck(site):
    synced = syncs_per_answer(site, site.planted("careless_disk"))
    assert synced.count(0) > ANSWERS / 2
