"""The status page says in words how the installation is doing and what to do; strangers find no such page."""

import datetime as dt
import json
import socket
import ssl
import threading
from datetime import timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from django.db import connection
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from curriculum.models import CountryFact
from jobs import services as jobs
from jobs.enums import JobStatus
from jobs.models import Job
from lessons.models import Notice
from lessons.services import collect_reminders
from operations.queries import status_machine
from operations.queries.backups import STATE_FILE
from operations.queries.status import status_lines
from operations.queries.status_line import State

pytestmark = pytest.mark.django_db


def lines() -> dict[str, tuple[State, str]]:
    return {line.name: (line.state, line.value) for line in status_lines()}


def finished(kind: str, *, ago: timedelta = timedelta(minutes=5), status=JobStatus.DONE, **result) -> None:
    """A periodic job that ended."""
    Job.objects.create(kind=kind, status=status, finished_at=timezone.now() - ago, result=result)


def test_the_site_administrator_sees_it_from_today(sign_in, site_admin):
    browser = sign_in(Client(), site_admin)
    assert reverse("status") in browser.get("/t/").content.decode()
    page = browser.get(reverse("status"))
    assert page.status_code == 200
    assert "SQLite (wal)" in page.content.decode() or "PostgreSQL" in page.content.decode()


@pytest.mark.parametrize("who", ["teacher", "head", "coordinator", "author", "safeguarding_lead", "student"])
def test_nobody_else_does(request, sign_in, who):
    assert sign_in(Client(), request.getfixturevalue(who)).get(reverse("status")).status_code == 404


def test_every_line_that_is_not_well_says_what_to_do(db):
    found = status_lines()
    order = [State.MEND, State.LOOK, State.GOOD]
    assert [line.state for line in found] == sorted((line.state for line in found), key=order.index)
    assert all(bool(line.advice) == (line.state != State.GOOD) for line in found)


def test_worker_and_queue(db):
    assert lines()["Worker"] == (State.MEND, "never seen")
    jobs.beat(name="a/1", now=timezone.now() - timedelta(minutes=10))
    assert lines()["Worker"][0] == State.MEND
    jobs.beat(name="b/1")
    assert lines()["Worker"][0] == State.GOOD
    assert lines()["Work"] == (State.GOOD, "0 waiting, 0 running, 0 failed in the last day")
    finished("jobs.delete_old", status=JobStatus.FAILED)
    assert lines()["Work"] == (State.LOOK, "0 waiting, 0 running, 1 failed in the last day")


@pytest.mark.postgres
def test_a_postgresql_that_can_forget_is_said_to(db, monkeypatch):
    # The server of the tests waits for no disk, so one setting stands for all.
    monkeypatch.setattr(status_machine, "POSTGRES_DURABLE", ("synchronous_commit",))
    assert lines()["Database"][0] == State.GOOD
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL synchronous_commit = off")
    assert lines()["Database"][0] == State.MEND


@pytest.mark.sqlite
def test_a_database_that_can_forget_is_said_to(db):
    assert lines()["Database"][0] == State.GOOD

    # The pragma cannot be changed inside a transaction, so its answer is.
    class Forgetful:
        def __init__(self, cursor):
            self._cursor = cursor

        def __enter__(self):
            return self

        def __exit__(self, *_error):
            self._cursor.close()

        def execute(self, statement, *rest):
            self._is_asked = "synchronous" in statement
            return self._cursor.execute(statement, *rest)

        def fetchone(self):
            return (1,) if self._is_asked else self._cursor.fetchone()

    original = connection.cursor
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(connection, "cursor", lambda: Forgetful(original()))
        assert status_machine.database().state == State.MEND


def test_retention_facts_and_numbers(db, site_tree, settings):
    assert lines()["Removing old data"][0] == State.LOOK
    finished("operations.retention")
    assert lines()["Removing old data"][0] == State.GOOD
    finished("operations.retention", ago=timedelta(minutes=1), status=JobStatus.FAILED)
    assert lines()["Removing old data"][0] == State.MEND
    assert lines()["Facts about the country"][0] == State.GOOD
    today = timezone.localdate()
    for days in (1, 200):
        CountryFact.objects.create(
            country=settings.COUNTRY, topic="wage", value="x", source="y", verified_by="z",
            verified_on=today - timedelta(days=300), next_check_on=today - timedelta(days=days),
            locale=site_tree.lesson.locale,
        )  # fmt: skip
    assert lines()["Facts about the country"] == (State.LOOK, "2 should be checked again, 1 is hidden")


def test_the_backup(db, settings, tmp_path, site_admin, teacher):
    settings.BACKUP_DIR = str(tmp_path)
    assert lines()["Backup"] == (State.MEND, "none yet")
    collect_reminders()
    assert [row.user for row in Notice.objects.filter(kind="backup_late")] == [site_admin]
    note = {"at": timezone.now().isoformat(), "size": 5_000_000, "is_encrypted": True, "error": ""}
    for change, state in (
        ({}, State.GOOD),
        ({"is_encrypted": False}, State.LOOK),
        ({"error": "The disk was full."}, State.MEND),
        ({"at": (timezone.now() - timedelta(hours=40)).isoformat()}, State.MEND),
    ):
        (tmp_path / STATE_FILE).write_text(json.dumps(note | change))
        assert lines()["Backup"][0] == state
    (tmp_path / STATE_FILE).write_text(json.dumps(note))
    collect_reminders()
    assert not Notice.objects.filter(kind="backup_late").exists()


def test_tables_of_another_release_are_seen(db, monkeypatch):
    assert lines()["Tables"][0] == State.GOOD
    monkeypatch.setattr(status_machine.MigrationExecutor, "migration_plan", lambda *_: [("one", False)])
    assert lines()["Tables"] == (State.MEND, "1 change is waiting")


# --- The certificate -----------------------------------------------------------------------------------------------
def test_without_a_look_or_without_https_it_says_so(db):
    assert lines()["Certificate"] == (State.LOOK, "not looked at yet")
    finished(status_machine.CERTIFICATE_JOB, state="plain")
    assert lines()["Certificate"][0] == State.LOOK


@pytest.mark.parametrize(("days", "state"), [(-1, State.MEND), (5, State.LOOK), (60, State.GOOD)])
def test_how_long_it_lasts_decides(db, days, state):
    ends_at = (timezone.now() + timedelta(days=days)).isoformat()
    finished(status_machine.CERTIFICATE_JOB, state="found", ends_at=ends_at, is_trusted=True)
    assert lines()["Certificate"][0] == state


@pytest.fixture
def lan_server(tmp_path):
    """A https server with a certificate of its own authority, as a school without internet has one."""
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = dt.datetime.now(dt.UTC)
    ends_at = (now + timedelta(days=40)).replace(microsecond=0)
    made = (
        x509.CertificateBuilder().subject_name(name).issuer_name(name).public_key(key.public_key())
        .serial_number(x509.random_serial_number()).not_valid_before(now - timedelta(days=1)).not_valid_after(ends_at)
        .sign(key, hashes.SHA256())
    )  # fmt: skip
    pem = tmp_path / "server.pem"
    pem.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
        + made.public_bytes(serialization.Encoding.PEM)
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    listener = socket.create_server(("127.0.0.1", 0))

    def serve() -> None:
        while True:
            try:
                plain, _address = listener.accept()
            except OSError:
                return
            try:
                with context.wrap_socket(plain, server_side=True) as secure:
                    secure.recv(1)
            except OSError:
                plain.close()

    thread = threading.Thread(target=serve, daemon=True)
    thread.start()
    yield listener.getsockname()[1], ends_at
    listener.shutdown(socket.SHUT_RDWR)
    listener.close()
    thread.join(timeout=5)


def test_the_daily_look_reads_a_certificate_of_an_own_authority_too(db, settings, lan_server):
    port, ends_at = lan_server
    settings.WAGTAILADMIN_BASE_URL = f"https://127.0.0.1:{port}"
    for _twice in range(2):
        job = jobs.enqueue(kind=status_machine.CERTIFICATE_JOB, payload={}, owner_id=None)
        assert jobs.run(job.pk)
        job.refresh_from_db()
        assert job.result == {"state": "found", "ends_at": ends_at.isoformat(), "is_trusted": False}
    assert "from an authority of your own" in lines()["Certificate"][1]


def test_nobody_answering_is_a_finding_and_no_failure(db, settings):
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port = listener.getsockname()[1]
    settings.WAGTAILADMIN_BASE_URL = f"https://127.0.0.1:{port}"
    job = jobs.enqueue(kind=status_machine.CERTIFICATE_JOB, payload={}, owner_id=None)
    assert jobs.run(job.pk)
    job.refresh_from_db()
    assert job.result["state"] == "unreachable"
    assert lines()["Certificate"][0] == State.LOOK
