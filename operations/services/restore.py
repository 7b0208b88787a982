"""Restoring a backup: everything is checked before anything is touched, and what is replaced is kept aside."""

import secrets
import shutil
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from django.conf import settings
from django.core.cache import cache
from django.db import connection, connections
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone

from audit import services as audit
from common.release import release
from operations.exchange.envelope import open_payload, require_seal, seal_key
from operations.exchange.manifest import About, release_number
from operations.exchange.parts import Unpacked, unpack
from operations.exchange.refusal import ArchiveRefused
from operations.services import media
from operations.services.backup import migration_heads
from operations.services.databases import DatabaseRefused, engine
from operations.services.folders import work_folder

# Left free on the disk, so that the site can still work after a restore.
RESERVE = 100 * 1024 * 1024


class RestoreRefused(RuntimeError):
    """Nothing was changed; the message is a sentence for the person at the keyboard."""


class RestoreBroken(RuntimeError):
    """The database is in place and the media are not; the message says what lies where."""


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put in place, where what it replaced is kept, and whether migrations are still to be applied."""

    about: About
    media: int
    kept: Sequence[str]
    needs_migration: bool

    @property
    def rows(self) -> int:
        """How many rows the backup held, the ended sign-ins included."""
        return sum(self.about.rows.values())


def restore_backup(*, source: Path, replace: bool = False, identities: Sequence[str] = ()) -> Restored:
    """Put the database and the media of an archive in place of this installation's; every sign-in ends.

    For the command line only: whoever calls it has been let in by the operating system. Refuses what is not ours,
    altered, cut off or of a newer release, a site in use, and without ``replace`` one that holds anything. Audited in
    the restored log, unless that is of an older release. The caches are emptied.
    """
    database = engine()
    aside = f"replaced-{timezone.now():%Y%m%d-%H%M%S}-{secrets.token_hex(3)}"
    with work_folder(_existing(database.folder())) as work:
        found = _open(source, work, identities)
        _require_fitting(found.about, database.kind)
        if not replace and not (database.is_empty() and media.is_empty()):
            raise RestoreRefused("This installation is not empty. With --replace, what is there is kept aside.")
        try:
            kept = [database.replace(found.database, found.about.rows, aside)]
        except DatabaseRefused as refusal:
            raise RestoreRefused(str(refusal)) from refusal
        connections.close_all()
        try:
            kept.append(media.replace(found.media, work, database.folder() / aside))
        except OSError as error:
            where = kept[0] or "nowhere: there was none"
            raise RestoreBroken(
                f"The database is restored, the media are not ({error.strerror or error}). What was there before is in "
                f"the folder {aside}; the old database is kept in {where}. Run the restore again with --replace."
            ) from error
    cache.clear()
    is_current = dict(migration_heads()) == _newest_heads()
    if is_current:
        details = {"rows": sum(found.about.rows.values()), "media": len(found.media)}
        audit.record(action="backup.restore", actor=None, details=details)
    connection.close()
    return Restored(found.about, len(found.media), [place for place in kept if place], not is_current)


def _existing(folder: Path) -> Path:
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    return folder


def _open(source: Path, work: Path, identities: Sequence[str]) -> Unpacked:
    """Check the seal of the whole file first, then decrypt, then unpack into files of ours."""

    def room() -> int:
        return shutil.disk_usage(work).free - RESERVE

    try:
        with source.open("rb") as archive:
            is_encrypted = require_seal(archive, key=seal_key(settings.BACKUP_KEY))
            if source.stat().st_size > room():
                raise RestoreRefused("There is not enough room on the disk to unpack this backup.")
            open_payload(archive, work / "payload", is_encrypted=is_encrypted, identities=identities)
        parts = work / "parts"
        parts.mkdir()
        with (work / "payload").open("rb") as compressed:
            found = unpack(compressed, parts, room=room)
    except ArchiveRefused as refusal:
        raise RestoreRefused(str(refusal)) from refusal
    except OSError as error:
        raise RestoreRefused(f"The backup cannot be read or unpacked: {error.strerror or error}.") from error
    (work / "payload").unlink()
    return found


def _require_fitting(about: About, kind: str) -> None:
    """Refuse another kind of database, and what this release cannot know."""
    if about.database != kind:
        raise RestoreRefused(f"This backup is of a {about.database} database, and this installation uses {kind}.")
    known = MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    strange = [app for app, names in about.migrations.items() if any((app, name) not in known for name in names)]
    if strange or release_number(about.release) > release_number(release()):
        raise RestoreRefused(
            f"This backup was made by release {about.release}, and this is {release()}: install that release first."
        )


def _newest_heads() -> Mapping[str, Sequence[str]]:
    heads: dict[str, list[str]] = {}
    for app, name in sorted(MigrationLoader(None, ignore_no_migrations=True).graph.leaf_nodes()):
        heads.setdefault(app, []).append(name)
    return heads
