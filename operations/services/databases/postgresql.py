"""PostgreSQL: its own programs make and read the dump; what is replaced stays in a schema of another name."""

import os
import subprocess
from collections.abc import Mapping, Sequence
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction

from operations.services.databases.engine import DatabaseRefused, count_query, is_without_life, tables

SCHEMA = "public"
QUOTED = 500


class PostgresqlDatabase:
    """The database of this installation; its tables are in the schema ``public``."""

    kind = "postgresql"

    def folder(self) -> Path:
        """Return the data folder; a dump is read from anywhere."""
        return Path(settings.DATA_DIR)

    def dump(self, target: Path) -> Mapping[str, int]:
        """Count and dump one and the same moment: the count exports its snapshot, pg_dump imports it."""
        names = tables()
        counting = connection.copy()
        try:
            with counting.cursor() as cursor:
                cursor.execute("BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY")
                cursor.execute("SELECT pg_export_snapshot()")
                snapshot = cursor.fetchone()[0]
                cursor.execute(count_query(names))
                rows = dict(cursor.fetchall())
                # The archive is compressed as a whole; here only the disk is spared.
                form = ["--format=custom", "--compress=1", "--no-owner", "--no-privileges", "--no-comments"]
                _run("pg_dump", [*form, f"--schema={SCHEMA}", f"--snapshot={snapshot}", f"--file={target}"])
                cursor.execute("ROLLBACK")
        finally:
            counting.close()
        return rows

    def is_in_use(self) -> bool:
        """Count the other clients of this database."""
        with connection.cursor() as cursor:
            cursor.execute(
                "SELECT count(*) FROM pg_stat_activity "
                "WHERE datname = current_database() AND usename IS NOT NULL AND pid <> pg_backend_pid()"
            )
            return bool(cursor.fetchone() != (0,))

    def is_empty(self) -> bool:
        """Look into the tables, if there are any."""
        with connection.cursor() as cursor:
            return is_without_life(cursor)

    def replace(self, dump: Path, rows: Mapping[str, int], aside: str) -> str:
        """Set the schema aside, restore in one transaction, compare; after any error the old schema is back."""
        if self.is_in_use():
            raise DatabaseRefused("The database is open elsewhere: stop the web and worker processes first.")
        kept = aside.replace("-", "_")
        _exchange(f"ALTER SCHEMA {SCHEMA} RENAME TO {kept}", f"CREATE SCHEMA {SCHEMA}")
        try:
            name = str(connection.settings_dict["NAME"])
            form = ["--single-transaction", "--exit-on-error", "--no-owner", "--no-privileges", f"--dbname={name}"]
            # Without it the dump would make the schema again, which is there.
            form.append(f"--schema={SCHEMA}")
            _run("pg_restore", [*form, str(dump)])
            with connection.cursor() as cursor:
                cursor.execute(count_query(rows))
                if dict(cursor.fetchall()) != dict(rows):
                    raise DatabaseRefused("The database in this backup does not hold the rows that its list names.")
                cursor.execute("DELETE FROM django_session")
                cursor.execute("ANALYZE")
        except BaseException:
            _exchange(f"DROP SCHEMA {SCHEMA} CASCADE", f"ALTER SCHEMA {kept} RENAME TO {SCHEMA}")
            raise
        with connection.cursor() as cursor:
            cursor.execute("SELECT count(*) FROM pg_tables WHERE schemaname = %s", [kept])
            if cursor.fetchone() != (0,):
                return f"schema {kept}"
        _exchange(f"DROP SCHEMA {kept} CASCADE")
        return ""


def _exchange(*statements: str) -> None:
    """Run statements together or not at all; the old connection may remember tables that are gone."""
    with transaction.atomic(), connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)
    connection.close()


def _run(program: str, options: Sequence[str]) -> None:
    """Run a program of PostgreSQL against this database; the password travels in the environment only."""
    there = connection.settings_dict
    _arguments, private = connection.client.settings_to_cmd_args_env(there, [])
    names = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGDATABASE": "NAME"}
    address = {name: str(there[key]) for name, key in names.items() if there.get(key)}
    try:
        done = subprocess.run(  # noqa: S603  a fixed program, options of ours
            [program, *options],
            env={**os.environ, **address, **(private or {})},
            capture_output=True,
            text=True,
            check=False,
        )
    except FileNotFoundError:
        raise DatabaseRefused(f"{program} is missing (Debian: postgresql-client).") from None
    if done.returncode:
        raise DatabaseRefused(f"{program} ended with an error: {done.stderr.strip()[:QUOTED]}")
