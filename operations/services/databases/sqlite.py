"""SQLite: a copy without free pages while others write, and an exchange of files that leaves no moment without one."""

import os
import shutil
import sqlite3
from collections.abc import Mapping
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from django.db import connection, connections

from operations.services.databases.engine import DatabaseRefused, count_query, is_without_life, tables
from operations.services.folders import sync, take_owner_of

SECONDS = 20.0


class SqliteFile:
    """The file of this installation."""

    kind = "sqlite"

    def __init__(self) -> None:
        self._path = Path(connection.settings_dict["NAME"])

    def folder(self) -> Path:
        """Return the folder of the file: a rename does not cross file systems."""
        return self._path.parent

    def dump(self, target: Path) -> Mapping[str, int]:
        """Copy one committed moment; writers go on meanwhile, and what was deleted is not in the copy.

        Copying the file itself would miss what is still in the write-ahead log.
        """
        names = tables()
        with closing(_open(self._path, "ro")) as source:
            source.execute("VACUUM INTO ?", (str(target),))
        with closing(_open(target, "ro")) as copy:
            return dict(copy.execute(count_query(names)).fetchall())

    def is_in_use(self) -> bool:
        """Ask for what only the last one in can have; as a side effect the log is merged into the file."""
        connections.close_all()
        if not self._path.exists():
            return False
        with closing(_open(self._path, "rw", seconds=1)) as alone:
            try:
                mode = alone.execute("PRAGMA journal_mode=DELETE").fetchone()
            except sqlite3.OperationalError:
                return True
        return bool(mode != ("delete",))

    def is_empty(self) -> bool:
        """Look into the file, if there is one."""
        if not self._path.exists():
            return True
        with connection.cursor() as cursor:
            return is_without_life(cursor)

    def replace(self, dump: Path, rows: Mapping[str, int], aside: str) -> str:
        """Check the dump by itself, keep the old file under a second name, then rename over it: one step."""
        _check(dump, rows)
        if self.is_in_use():
            raise DatabaseRefused("The database is open elsewhere: stop the web and worker processes first.")
        take_owner_of(self._path if self._path.exists() else self._path.parent, dump)
        sync(dump)
        kept = ""
        if self._path.exists():
            shutil.copymode(self._path, dump)
            folder = self._path.parent / aside
            folder.mkdir(mode=0o700, exist_ok=True)
            _second_name(self._path, folder / self._path.name)
            kept = str(folder / self._path.name)
        dump.replace(self._path)
        sync(self._path.parent)
        return kept


def _open(path: Path, mode: str, *, seconds: float = SECONDS) -> sqlite3.Connection:
    return sqlite3.connect(f"file:{quote(str(path))}?mode={mode}", uri=True, timeout=seconds, isolation_level=None)


def _second_name(path: Path, other: Path) -> None:
    try:
        os.link(path, other)
    except OSError:  # a file system without links
        shutil.copy2(path, other)
    sync(other)


def _check(dump: Path, rows: Mapping[str, int]) -> None:
    """Refuse a file that SQLite finds broken or that does not hold what it should; end its sessions."""
    try:
        with closing(_open(dump, "rw")) as staged:
            if staged.execute("PRAGMA integrity_check(1)").fetchone() != ("ok",):
                raise DatabaseRefused("The database in this backup is damaged.")
            if dict(staged.execute(count_query(rows)).fetchall()) != dict(rows):
                raise DatabaseRefused("The database in this backup does not hold the rows that its list names.")
            staged.execute("DELETE FROM django_session")
            # What was deleted would still lie in the file.
            staged.execute("VACUUM")
    except sqlite3.Error:
        raise DatabaseRefused("The database in this backup cannot be opened.") from None
