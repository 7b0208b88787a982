"""A backup is one sealed file; a restore puts it back whole, keeps what it replaces and refuses everything else."""

import gzip
import io
import json
import os
import shutil
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pyrage
import pytest
from django.contrib.sessions.models import Session
from django.core.files.base import ContentFile
from django.core.files.storage import InMemoryStorage, default_storage, storages
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from accounts.models import User
from audit.models import AuditEntry
from jobs import services as jobs
from jobs.models import Job
from jobs.services import queue
from operations.checks import check_backup_recipients
from operations.exchange.envelope import HEADER_LENGTH
from operations.queries import BACKUP_JOB, last_backup
from operations.services import (
    BACKUP_CHECK_JOB,
    BackupFailed,
    RestoreRefused,
    backup,
    make_backup,
    media,
    restore,
    restore_backup,
)
from tests.fresh_rows import all_rows
from tests.operations.archives import genuine, resealed
from tests.signing_in import sign_in as sign_in_to

pytestmark = pytest.mark.django_db

NOW = datetime(2026, 1, 31, 3, 40, tzinfo=UTC)


@pytest.fixture
def place(tmp_path, settings):
    """Folders and secrets of this test's own."""
    settings.DATA_DIR = tmp_path
    settings.BACKUP_DIR = tmp_path / "backups"
    settings.MEDIA_ROOT = tmp_path / "media"
    settings.BACKUP_KEY = "a secret of the environment"
    settings.BACKUP_AGE_RECIPIENT = []
    settings.BACKUP_KEEP_DAYS = 35
    return tmp_path


@pytest.fixture
def site(place, transactional_site, site_tree, student, client):
    """A site with content, a student who is signed in, and two uploaded files."""
    sign_in_to(client, student)
    default_storage.save("documents/plan.pdf", ContentFile(b"%PDF plan"))
    default_storage.save("images/cat.jpg", ContentFile(b"cat"))
    return place


@pytest.fixture(autouse=True)
def _nothing_left_beside_the_test_database():
    """What a restore on SQLite keeps lies beside the database, outside the folder of the test."""
    yield
    if connection.vendor == "sqlite":
        folder = Path(connection.settings_dict["NAME"]).parent
        for kept in folder.glob("replaced-*"):
            shutil.rmtree(kept)
    else:
        with connection.cursor() as cursor:
            cursor.execute("SELECT nspname FROM pg_namespace WHERE nspname LIKE 'replaced%%'")
            for (name,) in cursor.fetchall():
                cursor.execute(f"DROP SCHEMA {name} CASCADE")


def rows_without_sessions():
    return {table: rows for table, rows in all_rows().items() if table not in {"django_session", "audit_auditentry"}}


def files():
    found = {}
    for name in media.names(default_storage):
        with default_storage.open(name) as stored:
            found[name] = stored.read()
    return found


def test_a_restored_site_is_the_one_that_was_saved_and_nobody_is_signed_in(site):
    before, uploaded = rows_without_sessions(), files()
    made = make_backup()
    User.objects.update(display_name="Changed")
    default_storage.save("images/dog.jpg", ContentFile(b"dog"))
    default_storage.delete("images/cat.jpg")

    restored = restore_backup(source=made.path, replace=True)

    assert rows_without_sessions() == before
    assert files() == uploaded
    assert not Session.objects.exists()
    assert not restored.needs_migration
    assert restored.media == 2
    assert restored.rows == made.rows
    assert AuditEntry.objects.filter(action="backup.restore").count() == 1
    # The audit log is as protected as before.
    with pytest.raises(Exception, match="append-only"):
        AuditEntry.objects.update(action="nothing.happened")


def test_restoring_twice_is_restoring_once_and_keeps_both_predecessors(site):
    made = make_backup()
    before = rows_without_sessions()
    first, second = (restore_backup(source=made.path, replace=True) for _turn in range(2))
    assert rows_without_sessions() == before
    assert len({*first.kept, *second.kept}) == 4


def test_what_was_replaced_is_kept_aside(site):
    made = make_backup()
    User.objects.filter(display_name="Olena K.").update(display_name="Kept aside")
    default_storage.save("images/dog.jpg", ContentFile(b"dog"))
    database, uploads = restore_backup(source=made.path, replace=True).kept
    assert (Path(uploads) / "images" / "dog.jpg").read_bytes() == b"dog"
    query = "SELECT count(*) FROM {}accounts_user WHERE display_name = 'Kept aside'"
    if connection.vendor == "sqlite":
        with closing(sqlite3.connect(database)) as kept:
            assert kept.execute(query.format("")).fetchone() == (1,)
    else:
        with connection.cursor() as cursor:
            cursor.execute(query.format(database.removeprefix("schema ") + "."))
            assert cursor.fetchone() == (1,)


def test_a_site_that_holds_anything_is_not_replaced_unless_asked(site):
    made = make_backup()
    before = all_rows()
    with pytest.raises(RestoreRefused, match="--replace"):
        restore_backup(source=made.path)
    assert all_rows() == before


def test_an_empty_installation_takes_a_backup_without_being_asked(place, transactional_site, settings):
    made = make_backup()
    assert restore_backup(source=made.path).media == 0
    default_storage.save("images/dog.jpg", ContentFile(b"dog"))
    with pytest.raises(RestoreRefused, match="not empty"):
        restore_backup(source=made.path)


def test_refused_archives_change_no_row_and_no_file(site, tmp_path):
    made = make_backup()
    content = made.path.read_bytes()
    before, uploaded, around = all_rows(), files(), sorted(tmp_path.rglob("*"))
    bad = {
        "foreign": b"PK\x03\x04" + content,
        "altered": content[:-100] + bytes([content[-100] ^ 1]) + content[-99:],
        "cut off": content[: len(content) // 2],
        "another key": resealed(content[HEADER_LENGTH:], key=b"0" * 32),
        "no database in it": genuine(tmp_path),
    }
    (tmp_path / "written").unlink()
    for why, data in bad.items():
        path = tmp_path / "bad.backup"
        path.write_bytes(data)
        with pytest.raises(RestoreRefused):
            restore_backup(source=path, replace=True)
        path.unlink()
        assert all_rows() == before, why
        assert files() == uploaded
        assert sorted(tmp_path.rglob("*")) == around
    with pytest.raises(RestoreRefused):
        restore_backup(source=tmp_path / "nowhere", replace=True)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"release": "99.0.0"}, "release 99.0.0"),
        ({"migrations": {"jobs": ["0099_tomorrow"]}}, "install that release"),
        ({"database": "other"}, "and this installation uses"),
        ({"rows": {"django_session": 12345}}, "does not hold the rows"),
    ],
)
def test_what_does_not_fit_this_installation_is_refused(site, monkeypatch, change, said):
    real = backup.About

    def changed(*values):
        fields = dict(zip(real.__dataclass_fields__, values, strict=True)) | change
        if fields["database"] == "other":
            fields["database"] = {"sqlite": "postgresql"}.get(connection.vendor, "sqlite")
        return real(**fields)

    monkeypatch.setattr(backup, "About", changed)
    made = make_backup()
    before = all_rows()
    with pytest.raises(RestoreRefused, match=said):
        restore_backup(source=made.path, replace=True)
    assert all_rows() == before


def test_a_site_that_is_running_is_not_replaced(site):
    made = make_backup()
    other = connection.copy()
    try:
        with other.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM accounts_user")
            cursor.fetchone()
        with pytest.raises(RestoreRefused, match="stop the web and worker"):
            restore_backup(source=made.path, replace=True)
    finally:
        other.close()
    restore_backup(source=made.path, replace=True)


def test_no_secret_is_in_a_backup_and_nothing_that_was_deleted(site, settings):
    settings.CARD_PEPPER = "pepper-of-the-cards-7319"
    User.objects.filter(display_name="Olena K.").update(display_name="Kanarka-7319")
    User.objects.filter(display_name="Kanarka-7319").update(display_name="Olena K.")
    inside = gzip.decompress(make_backup().path.read_bytes()[HEADER_LENGTH:])
    for secret in (settings.SECRET_KEY, settings.CARD_PEPPER, settings.BACKUP_KEY, "Kanarka-7319"):
        assert secret.encode() not in inside
    assert b"%PDF plan" in inside


def test_an_encrypted_backup_shows_nothing_and_comes_back_with_its_identity(site, settings):
    owner = pyrage.x25519.Identity.generate()
    settings.BACKUP_AGE_RECIPIENT = [str(owner.to_public())]
    made = make_backup()
    assert made.is_encrypted
    assert last_backup().is_encrypted
    assert made.path.read_bytes()[HEADER_LENGTH:].startswith(b"age-encryption.org/v1")
    with pytest.raises(RestoreRefused, match="age identity"):
        restore_backup(source=made.path, replace=True)
    assert restore_backup(source=made.path, replace=True, identities=[str(owner)]).media == 2


def test_media_in_another_store_are_saved_and_put_back_through_it(site, settings, monkeypatch):
    store = InMemoryStorage()
    store.save("images/far.jpg", ContentFile(b"far"))
    monkeypatch.setitem(storages._storages, "default", store)
    made = make_backup()
    store.delete("images/far.jpg")
    store.save("images/later.jpg", ContentFile(b"later"))
    kept = restore_backup(source=made.path, replace=True).kept[-1]
    assert list(media.names(store)) == ["images/far.jpg"]
    assert store.open("images/far.jpg").read() == b"far"
    folder = kept.removesuffix("/ in the media storage")
    assert store.open(f"{folder}/images/later.jpg").read() == b"later"


def test_a_file_whose_name_no_storage_should_have_is_left_out_and_told(site):
    (site / "media" / "odd\\name.txt").write_text("x")
    assert make_backup().left_out == ["odd\\name.txt"]


def test_old_backups_go_and_nothing_else(site, settings):
    folder = settings.BACKUP_DIR
    folder.mkdir()
    now = timezone.now()
    names = {days: f"orientir-{now - timedelta(days=days):%Y%m%dT%H%M%S}Z.backup" for days in (10, 34, 36, 400)}
    for name in [*names.values(), "orientir-old.backup", "holiday.jpg"]:
        (folder / name).write_text("x")
    (folder / ".orientir-left").mkdir()
    os.utime(folder / ".orientir-left", (0, 0))
    made = make_backup()
    assert made.pruned == 2
    left = {path.name for path in folder.iterdir()}
    assert left == {made.path.name, names[10], names[34], "orientir-old.backup", "holiday.jpg", "last-backup.json"}


def test_two_backups_of_one_second_are_two_files(site, monkeypatch):
    monkeypatch.setattr(backup.timezone, "now", lambda: NOW)
    first, second = make_backup(), make_backup()
    assert (first.path.name, second.path.name) == (
        "orientir-20260131T034000Z.backup",
        "orientir-20260131T034000Z-2.backup",
    )
    assert oct(first.path.stat().st_mode)[-3:] == "600"


def test_a_failed_backup_leaves_nothing_and_says_so(site, settings, monkeypatch, caplog):
    made = make_backup()

    def full(*_args, **_kwargs):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(backup, "write_envelope", full)
    with pytest.raises(BackupFailed, match="No space left"):
        make_backup()
    assert {path.name for path in settings.BACKUP_DIR.iterdir()} == {made.path.name, "last-backup.json"}
    last = last_backup()
    assert (last.at, last.size, last.error) == (made.at, made.size, "No space left on device")
    assert "No space left" in caplog.text
    with pytest.raises(CommandError, match="No space left"):
        call_command("backup")


def test_the_worker_makes_one_every_day_and_notices_when_it_did_not(site, settings, monkeypatch):
    kinds = {periodic.kind for periodic in queue.PERIODICS.values()}
    assert {BACKUP_JOB, BACKUP_CHECK_JOB} <= kinds

    def done(kind):
        job = jobs.enqueue(kind=kind, payload={}, owner_id=None)
        jobs.run(job.pk)
        job.refresh_from_db()
        return job

    assert last_backup().at is None
    assert done(BACKUP_CHECK_JOB).status == "done"
    assert done(BACKUP_JOB).result["size"] > 1000
    assert done(BACKUP_CHECK_JOB).status == "done"
    # Another computer knows it from the job.
    note = settings.BACKUP_DIR / "last-backup.json"
    known = last_backup()
    note.rename(note.with_suffix(".away"))
    assert (last_backup().at, last_backup().size) == (known.at, known.size)
    note.write_text(json.dumps({"at": (timezone.now() - timedelta(days=3)).isoformat(), "error": "Disk."}))
    late = done(BACKUP_CHECK_JOB)
    assert (late.status, late.error_code) == ("failed", "backup_late")
    assert "72 hours" in late.error_text
    with pytest.raises(CommandError, match=r"72\.0 hours old\. Disk"):
        call_command("backup", "--check")
    note.write_text("{broken")
    assert "cannot be read" in last_backup().error
    monkeypatch.setattr(backup, "make_backup", lambda: (_ for _ in ()).throw(BackupFailed("The backup was not made.")))
    assert done(BACKUP_JOB).error_code == "backup_failed"
    assert Job.objects.filter(kind=BACKUP_JOB, status="queued").count() == 1


def test_the_commands_print_a_name_and_what_comes_next(site, tmp_path):
    out, err = io.StringIO(), io.StringIO()
    call_command("backup", "--to", str(tmp_path / "elsewhere"), stdout=out, stderr=err)
    path = Path(out.getvalue().strip())
    assert path.parent == tmp_path / "elsewhere"
    assert "NOT encrypted" in err.getvalue()
    out = io.StringIO()
    call_command("restore", str(path), "--replace", stdout=out)
    assert "every sign-in has ended" in out.getvalue()
    assert "is kept" in out.getvalue()
    assert "CARD_PEPPER" in out.getvalue()
    with pytest.raises(CommandError, match="not empty"):
        call_command("restore", str(path))
    with pytest.raises(CommandError, match="identity file"):
        call_command("restore", str(path), "--identity", str(tmp_path / "none"))


def test_a_mistyped_recipient_is_found_before_the_first_night(settings):
    settings.BACKUP_AGE_RECIPIENT = [str(pyrage.x25519.Identity.generate().to_public()), "age1mistyped"]
    assert [error.id for error in check_backup_recipients()] == ["operations.E005"]


def test_media_that_cannot_be_placed_are_told_together_with_where_everything_lies(site, monkeypatch):
    made = make_backup()

    def broken(*_args):
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(restore.media, "replace", broken)
    with pytest.raises(restore.RestoreBroken, match="the media are not"):
        restore_backup(source=made.path, replace=True)
