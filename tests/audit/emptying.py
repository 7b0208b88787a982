"""Takes the protection off the audit log, for tests whose database is flushed and for planted defects."""

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import connection

TABLE = "audit_auditentry"


@contextmanager
def unprotected_audit_log() -> Iterator[None]:
    """Switch the triggers off for a while; only the owner of the tables can."""
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite":
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND tbl_name = %s", [TABLE])
            triggers = cursor.fetchall()
            for name, _statement in triggers:
                cursor.execute(f"DROP TRIGGER {name}")
            yield
            for _name, statement in triggers:
                cursor.execute(statement)
        else:
            cursor.execute(f"ALTER TABLE {TABLE} DISABLE TRIGGER USER")
            yield
            cursor.execute(f"ALTER TABLE {TABLE} ENABLE ALWAYS TRIGGER audit_no_change")
            cursor.execute(f"ALTER TABLE {TABLE} ENABLE ALWAYS TRIGGER audit_no_truncate")


def empty_audit_log() -> None:
    """Delete every entry, so that a flush finds nothing the triggers protect."""
    with unprotected_audit_log(), connection.cursor() as cursor:
        cursor.execute(f"DELETE FROM {TABLE}")
