"""Takes the protection off tables that only grow, for tests whose database is flushed and for planted defects."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

TABLE = "audit_auditentry"
POINTING = ("certification_remindersent", "certification_appeal")
# Each table with the beginning of its triggers' names; what points at another one comes first.
PROTECTED = {
    TABLE: "audit",
    "certification_certificateevent": "certificateevent",
    "certification_certificate": "certificate",
}


@contextmanager
def unprotected(table: str) -> Iterator[None]:
    """Switch the triggers of a table off for a while; only the owner of the tables can."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [table])
            triggers = cursor.fetchall()
            for name, _statement in triggers:
                cursor.execute(f"DROP TRIGGER {name}")
            yield
            for _name, statement in triggers:
                cursor.execute(statement)
        else:
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER USER")
            yield
            cursor.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {PROTECTED[table]}_no_change")
            cursor.execute(f"ALTER TABLE {table} ENABLE ALWAYS TRIGGER {PROTECTED[table]}_no_truncate")


@contextmanager
def unprotected_audit_log() -> Iterator[None]:
    """Switch the triggers of the log off for a while."""
    with unprotected(TABLE):
        yield


def empty_audit_log() -> None:
    """Delete every row that the triggers protect, so that a flush finds none."""
    with connection.cursor() as cursor:
        held = [table for table in PROTECTED if _has_rows(cursor, table)]
        for table in POINTING if held else ():
            cursor.execute(f"DELETE FROM {table}")
        for table in held:
            with unprotected(table):
                cursor.execute(f"DELETE FROM {table}")


def _has_rows(cursor: Any, table: str) -> bool:
    cursor.execute(f"SELECT 1 FROM {table} LIMIT 1")
    return cursor.fetchone() is not None
