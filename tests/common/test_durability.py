"""A PostgreSQL that would forget an acknowledged answer is refused at its door."""

import pytest
from django.db import connection
from django.db.backends.postgresql.base import DatabaseWrapper

from common import durability
from common.durability import DatabaseForgets, look_at, refuse_to_start_careless


def another_connection(**options: str) -> DatabaseWrapper:
    """Return a new connection to the same server; options are given to it as its own."""
    values = {**connection.settings_dict, "OPTIONS": {"options": " ".join(f"-c {n}={v}" for n, v in options.items())}}
    return DatabaseWrapper(values, alias="default")


@pytest.fixture
def open_connection(db):
    """Open a connection with options, and close it after the test."""
    opened = []

    def open_one(**options: str) -> DatabaseWrapper:
        one = another_connection(**options)
        opened.append(one)
        one.connect()
        return one

    yield open_one
    for one in opened:
        one.close()


@pytest.fixture
def _careless_about_fsync_is_fine(monkeypatch):
    """Ask for one setting only: the server of the tests never waits for its disk; the recipe's server does."""
    monkeypatch.setattr(durability, "DURABLE", ("synchronous_commit",))
    monkeypatch.setattr(durability, "QUESTION", "SELECT current_setting('synchronous_commit')")


@pytest.mark.postgres
@pytest.mark.usefixtures("_careless_about_fsync_is_fine")
@pytest.mark.parametrize("value", ["on", "local", "remote_apply"])
def test_a_durable_server_is_taken(open_connection, value):
    look_at(open_connection(synchronous_commit=value))


@pytest.mark.postgres
def test_a_careless_server_is_refused_and_the_connection_closed(open_connection):
    careless = open_connection(synchronous_commit="off")
    with pytest.raises(DatabaseForgets, match="synchronous_commit switched off"):
        look_at(careless)
    assert careless.connection is None


def test_sqlite_is_not_asked(db):
    if connection.vendor == "sqlite":
        look_at(connection)


def test_only_production_is_looked_at(db, settings):
    assert not settings.IS_PRODUCTION
    connection_before = connection.connection
    refuse_to_start_careless()
    assert connection.connection is connection_before
