"""What both databases can do for a backup."""

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Protocol

from django.db import connection
from django.db.backends.utils import CursorWrapper

# Rows of these say that somebody works here; what the migrations made does not count.
SIGNS_OF_LIFE = {"accounts_user": "", "wagtailcore_page": " WHERE depth > 2"}
MIGRATIONS = "django_migrations"


class DatabaseRefused(RuntimeError):
    """The database cannot be copied or replaced now; the message is a whole sentence."""


class Engine(Protocol):
    """One kind of database."""

    kind: str

    def folder(self) -> Path:
        """Return a folder from which a file gets into place without being copied."""

    def dump(self, target: Path) -> Mapping[str, int]:
        """Write one moment of the database to a file that does not exist yet; return its rows by table."""

    def is_in_use(self) -> bool:
        """Whether somebody who is not us has the database open."""

    def is_empty(self) -> bool:
        """Whether nothing is in it but what the migrations make."""

    def replace(self, dump: Path, rows: Mapping[str, int], aside: str) -> str:
        """Put a dump in place, without its sessions; return where what was there is kept, nothing if nothing was.

        Refuses a dump that does not hold these rows, and leaves everything as it was.
        """


def tables() -> list[str]:
    """Return the tables of every installed app that exist, and the list of migrations."""
    return sorted({*connection.introspection.django_table_names(only_existing=True, include_views=False), MIGRATIONS})


def count_query(names: Iterable[str]) -> str:
    """Return one query for the number of rows of each table; the names come from our models or a checked list."""
    quote = connection.ops.quote_name
    return " UNION ALL ".join(f"SELECT '{name}', count(*) FROM {quote(name)}" for name in names)  # noqa: S608  see above


def is_without_life(cursor: CursorWrapper) -> bool:
    """Whether the open database holds only what the migrations make."""
    there = set(connection.introspection.table_names(cursor)) & SIGNS_OF_LIFE.keys()
    counts = [f"(SELECT count(*) FROM {name}{SIGNS_OF_LIFE[name]})" for name in sorted(there)]  # noqa: S608  constants
    query = "SELECT " + (" + ".join(counts) or "0")
    cursor.execute(query)
    return bool(cursor.fetchone() == (0,))
