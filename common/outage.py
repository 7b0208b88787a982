"""Telling an outage from a defect: a database that is away or full is nobody's bug and is soon over."""

import errno

from django.db import InterfaceError, OperationalError

# SQLite says what happened by name; "no such table" is an OperationalError too, and ours to mend.
SQLITE_OUTAGES = ("SQLITE_FULL", "SQLITE_BUSY", "SQLITE_IOERR", "SQLITE_CANTOPEN", "SQLITE_READONLY", "SQLITE_PROTOCOL")
# PostgreSQL's classes of errors: lost connection, no resources (the disk among them), shutdown, failing system.
POSTGRES_OUTAGES = ("08", "53", "57P", "58")
FILE_OUTAGES = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EIO, errno.EFBIG})


def is_outage(error: BaseException | None) -> bool:
    """Return whether something outside our code failed: the database, the disk, or the way to them.

    Looks at what the error was raised from as well: Django reports a session that could not be saved as a session that
    somebody deleted.
    """
    seen: set[int] = set()
    while error is not None and id(error) not in seen:
        seen.add(id(error))
        if _is_outage_itself(error):
            return True
        error = error.__cause__ or error.__context__
    return False


def _is_outage_itself(error: BaseException) -> bool:
    if isinstance(error, OSError):
        return isinstance(error, ConnectionError | TimeoutError) or error.errno in FILE_OUTAGES
    if isinstance(error, InterfaceError):
        # The connection was closed under us.
        return True
    if not isinstance(error, OperationalError):
        return False
    driver = error.__cause__
    if name := getattr(driver, "sqlite_errorname", None):
        return str(name).startswith(SQLITE_OUTAGES)
    state = getattr(driver, "sqlstate", None)
    # Without a state the server never got to answer.
    return state is None or str(state).startswith(POSTGRES_OUTAGES)
