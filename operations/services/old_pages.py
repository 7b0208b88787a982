"""Making the database let go of the pages that held what was removed."""

from django.db import connection


def let_go_of_old_pages() -> bool:
    """Copy SQLite's log into the file and empty it, so that no page of before is left; True when it could.

    Freed pages are overwritten as they are freed (``secure_delete`` in the settings). A reader in the middle of its
    work makes this False; the next one then does it. PostgreSQL does its own at the next autovacuum.
    """
    if connection.vendor != "sqlite" or connection.in_atomic_block:
        return False
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        is_busy, _pages, _moved = cursor.fetchone()
    return not is_busy
