"""An outage is told from a defect: a full disk is nobody's bug, a missing table is ours."""

import errno
import sqlite3
from contextlib import closing

import psycopg
import pytest
from django.db import InterfaceError, OperationalError, ProgrammingError

from common.outage import is_outage

pytestmark = pytest.mark.pure


def raised_by_sqlite(statements, *, uri=":memory:"):
    """Return what Django makes of the error that SQLite answers with."""
    try:
        with closing(sqlite3.connect(uri, uri=True)) as connection:
            for statement in statements:
                connection.execute(statement)
    except sqlite3.OperationalError as error:
        return wrapped(error)
    raise AssertionError("SQLite was content")


def wrapped(driver, kind=OperationalError):
    """Wrap a driver's error as Django does."""
    error = kind(str(driver))
    error.__cause__ = driver
    return error


def full():
    """Write into a database that may not grow."""
    return raised_by_sqlite(
        ["CREATE TABLE t (x)", "PRAGMA max_page_count = 3", "INSERT INTO t VALUES (zeroblob(90000))"]
    )


def test_what_is_outside_our_code_is_an_outage(tmp_path):
    for error in (
        full(),
        raised_by_sqlite(["SELECT * FROM t"], uri=f"file:{tmp_path}/none?mode=ro"),
        wrapped(psycopg.OperationalError("server closed the connection unexpectedly")),
        wrapped(psycopg.errors.AdminShutdown("terminating connection")),
        wrapped(psycopg.errors.DiskFull("no space left on device")),
        wrapped(psycopg.errors.TooManyConnections("too many clients")),
        InterfaceError("connection already closed"),
        OSError(errno.ENOSPC, "No space left on device"),
        ConnectionRefusedError(),
        TimeoutError(),
    ):
        assert is_outage(error), error


def test_what_is_ours_to_mend_is_none():
    for error in (
        raised_by_sqlite(["SELECT * FROM nothing"]),
        wrapped(psycopg.errors.UndefinedTable("no such table"), ProgrammingError),
        wrapped(psycopg.errors.QueryCanceled("canceling statement due to statement timeout")),
        wrapped(psycopg.errors.DeadlockDetected("deadlock detected")),
        FileNotFoundError(errno.ENOENT, "No such file"),
        ValueError("wrong"),
        None,
    ):
        assert not is_outage(error), error


def test_what_was_raised_because_of_an_outage_is_one_too():
    reported = ValueError("the session was deleted")
    reported.__context__ = full()
    assert is_outage(reported)


def test_errors_that_point_at_each_other_end():
    first, second = ValueError("first"), ValueError("second")
    first.__context__, second.__context__ = second, first
    assert not is_outage(first)
