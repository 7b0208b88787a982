"""The two databases as a backup sees them: take a copy under load, put a copy in place, keep what was there."""

from django.db import connection

from operations.services.databases.engine import DatabaseRefused, Engine
from operations.services.databases.postgresql import PostgresqlDatabase
from operations.services.databases.sqlite import SqliteFile

__all__ = ["DatabaseRefused", "Engine", "engine"]


def engine() -> Engine:
    """Return the database of this installation."""
    return SqliteFile() if connection.vendor == "sqlite" else PostgresqlDatabase()
