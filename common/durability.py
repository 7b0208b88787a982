"""Refuses a PostgreSQL that may forget what it acknowledged: a saved answer has to survive a power cut."""

import logging
from typing import Any

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import OperationalError, connection
from django.db.backends.base.base import BaseDatabaseWrapper

# Each of these switched off means that COMMIT returns before anything is on the disk.
DURABLE = ("fsync", "synchronous_commit")
QUESTION = "SELECT " + ", ".join(f"current_setting('{name}')" for name in DURABLE)

logger = logging.getLogger(__name__)


class DatabaseForgets(ImproperlyConfigured):
    """The database acknowledges what a power cut would take away; the message names its settings."""


def look_at(connection: BaseDatabaseWrapper, **_sender: Any) -> None:
    """Close a new connection again and raise ``DatabaseForgets`` when this PostgreSQL is careless.

    One question beside the ORM, once for each connection; SQLite is configured by our own settings.
    """
    if connection.vendor != "postgresql":
        return
    with connection.wrap_database_errors, connection.connection.cursor() as cursor:
        values = cursor.execute(QUESTION).fetchone()
    careless = [name for name, value in zip(DURABLE, values, strict=True) if value == "off"]
    if careless:
        connection.close()
        raise DatabaseForgets(f"PostgreSQL has {' and '.join(careless)} switched off: answers would be lost.")


def refuse_to_start_careless() -> None:
    """End a starting process of a production installation whose database is careless; one that is away is awaited."""
    if not settings.IS_PRODUCTION:
        return
    try:
        connection.ensure_connection()
        look_at(connection)
    except DatabaseForgets as refusal:
        raise SystemExit(str(refusal)) from refusal
    except OperationalError as error:
        logger.warning("the database does not answer yet: %s", type(error).__name__)
    finally:
        # Whoever is forked from here opens a connection of their own.
        connection.close()
