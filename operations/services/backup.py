"""Backups: one sealed file that holds the database and the uploaded files of one moment, and no secret."""

import json
import logging
import re
import shutil
import sqlite3
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from audit import services as audit
from common.release import release
from jobs import services as jobs
from operations.exchange.envelope import seal_key, write_envelope
from operations.exchange.manifest import FORMAT, About
from operations.exchange.parts import payload
from operations.queries.backups import STATE_FILE, last_backup, read_state
from operations.services import media
from operations.services.databases import DatabaseRefused, engine
from operations.services.folders import delete_forgotten, sync, work_folder

BACKUP_CHECK_JOB = "operations.backup_check"
NAME = re.compile(r"orientir-(\d{8}T\d{6})Z(?:-\d+)?\.backup")
FORGOTTEN = timedelta(days=1)

logger = logging.getLogger(__name__)


class BackupFailed(RuntimeError):
    """No backup was made, nothing half-made is left; the message is a sentence without personal data."""


@dataclass(frozen=True, slots=True)
class Backup:
    """A backup that was made; ``left_out`` are uploaded files whose names no storage should have."""

    path: Path
    at: datetime
    size: int
    is_encrypted: bool
    rows: int
    pruned: int
    left_out: list[str] = field(default_factory=list)


def make_backup(*, folder: Path | None = None) -> Backup:
    """Write one archive into a folder, the installation's own unless told, and delete those past their days there.

    The archive appears under its name only when it is whole and on the disk. Needs room for the database once more
    while it works, memory for a chunk. Audited; the folder's note about the last backup tells success and failure.
    Two at once make two archives.
    """
    folder = folder or Path(settings.BACKUP_DIR)
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        made = _make(folder)
    except (OSError, sqlite3.Error, DatabaseError, DatabaseRefused) as error:
        # Those of databases may quote rows; ours and the system's do not.
        said = str(error) if isinstance(error, DatabaseRefused) else ""
        said = said or (error.strerror if isinstance(error, OSError) else "") or type(error).__name__
        _note_failure(folder, said)
        raise BackupFailed(f"The backup was not made: {said}") from error
    try:
        audit.record(action="backup.make", actor=None, details={"size": made.size, "is_encrypted": made.is_encrypted})
    except DatabaseError:
        # In an upgrade the code is new already and the tables are not; the archive is what matters then.
        logger.warning("the audit log could not take the backup: apply the migrations")
    return made


def handle_backup_job(_run: jobs.Run) -> dict[str, object]:
    """Run as the daily job; what stopped it is told in the job, and it is tried again."""
    try:
        made = make_backup()
    except BackupFailed as failure:
        raise jobs.JobError("backup_failed", str(failure), retry=True) from failure
    return {
        "name": made.path.name,
        "at": made.at.isoformat(),
        "size": made.size,
        "is_encrypted": made.is_encrypted,
        "pruned": made.pruned,
    }


def handle_backup_check_job(_run: jobs.Run) -> dict[str, object]:
    """Run every hour: fail, for somebody to see, when the last good backup is too old. Before the first one: quiet."""
    last = last_backup()
    if last.at is not None and last.is_late:
        logger.error("the last backup is %d hours old", last.age_hours)
        raise jobs.JobError("backup_late", f"The last backup is {last.age_hours:.0f} hours old. {last.error}".strip())
    return {}


def migration_heads() -> dict[str, list[str]]:
    """Return the last applied migrations of every app; what a squashed one replaces is not named."""
    loader = MigrationLoader(connection)
    nodes, applied = loader.graph.node_map, set(loader.applied_migrations)
    applied -= loader.disk_migrations.keys() - nodes.keys()
    followed = {
        parent.key for key in applied & nodes.keys() for parent in nodes[key].parents if parent.key[0] == key[0]
    }
    heads: dict[str, list[str]] = {}
    for app, name in sorted(applied - followed):
        heads.setdefault(app, []).append(name)
    return heads


def _make(folder: Path) -> Backup:
    now = timezone.now().astimezone(UTC)
    delete_forgotten(folder, (now - FORGOTTEN).timestamp())
    recipients, left_out = settings.BACKUP_AGE_RECIPIENT, list[str]()
    with work_folder(folder) as work:
        database = engine()
        heads = migration_heads()
        rows = database.dump(work / "database")
        about = About(FORMAT, release(), now.isoformat(), database.kind, heads, rows)
        with (work / "archive").open("xb") as target:
            blocks = payload(about, work / "database", media.stored_files(left_out))
            write_envelope(target, blocks, key=seal_key(settings.BACKUP_KEY), recipients=recipients)
        (work / "archive").chmod(0o600)
        sync(work / "archive")
        path = _take_name(work / "archive", folder, now)
    sync(folder)
    size = path.stat().st_size
    note = {"name": path.name, "at": now.isoformat(), "size": size, "is_encrypted": bool(recipients), "error": ""}
    _write_note(folder, note)
    return Backup(path, now, size, bool(recipients), sum(rows.values()), _prune(folder, now), left_out)


def _take_name(archive: Path, folder: Path, now: datetime) -> Path:
    """Rename to the first free name of this second; nothing is ever overwritten."""
    for number in range(1, 1000):
        path = folder / f"orientir-{now:%Y%m%dT%H%M%S}Z{f'-{number}' if number > 1 else ''}.backup"
        try:
            path.touch(mode=0o600, exist_ok=False)
        except FileExistsError:
            continue
        return archive.replace(path)
    raise DatabaseRefused("There are a thousand backups of this second.")


def _prune(folder: Path, now: datetime) -> int:
    """Delete archives past their days, by the time in their names; the one just made is not among them."""
    oldest = now - timedelta(days=settings.BACKUP_KEEP_DAYS)
    past = [
        path
        for path in folder.iterdir()
        if (found := NAME.fullmatch(path.name))
        and datetime.strptime(found[1], "%Y%m%dT%H%M%S").replace(tzinfo=UTC) < oldest
    ]
    for path in past:
        path.unlink(missing_ok=True)
    return len(past)


def _note_failure(folder: Path, said: str) -> None:
    """Keep what is known of the last good backup, and say why there is no newer one."""
    logger.error("the backup was not made: %s", said)
    try:
        _write_note(folder, {**read_state(folder), "error": said})
    except OSError:
        logger.warning("nor could that be noted beside the backups")


def _write_note(folder: Path, note: Mapping[str, Any]) -> None:
    with work_folder(folder) as work:
        fresh = work / STATE_FILE
        fresh.write_text(json.dumps(note, indent=1), encoding="utf-8")
        shutil.move(fresh, folder / STATE_FILE)
