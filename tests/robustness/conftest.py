"""Databases and settings of sites that are about to be killed."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.db import connection

from benchmarks import server
from tests.robustness.cluster import Cluster

SETTINGS = "tests.robustness.settings"


@dataclass(frozen=True)
class KillableSite:
    """A filled SQLite file, the variables of its processes, and who may answer what."""

    database: Path
    prepared: server.Prepared

    @property
    def variables(self) -> dict[str, str]:
        """Return the variables of the site as it is shipped."""
        url = f"sqlite:///{self.database}"
        return server.environment(self.database.parent, url, DJANGO_SETTINGS_MODULE=SETTINGS)

    def planted(self, defect: str) -> dict[str, str]:
        """Return variables of the same site with a defect in its settings."""
        return self.variables | {"PLANTED": defect}

    def copy(self, folder: Path) -> "KillableSite":
        """Return the same site with files of its own."""
        database = folder / self.database.name
        copy_database(self.database, database)
        return KillableSite(database, self.prepared)


def copy_database(source: Path, target: Path) -> None:
    """Copy a SQLite file that others may be using."""
    with (
        closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as existing,
        closing(sqlite3.connect(target)) as copy,
    ):
        existing.backup(copy)


@pytest.fixture(scope="session")
def filled_site(django_db_setup, tmp_path_factory) -> KillableSite:
    """Copy the migrated test database, and let a process of its own fill it: eight students, five questions."""
    if connection.vendor != "sqlite":
        pytest.fail("This is about a SQLite file; run it with the default database.")
    database = tmp_path_factory.mktemp("filled") / "site.sqlite3"
    copy_database(Path(connection.settings_dict["NAME"]), database)
    variables = server.environment(database.parent, f"sqlite:///{database}")
    return KillableSite(database, server.prepare(variables, learners=8, questions=5))


@pytest.fixture
def site(filled_site, tmp_path) -> KillableSite:
    """Give the test a site of its own to kill."""
    return filled_site.copy(tmp_path)


@pytest.fixture
def cluster() -> Iterator[Cluster]:
    """Give the test a PostgreSQL of its own, with the tables of the test database."""
    there = connection.settings_dict
    made = Cluster()
    try:
        made.fill_from(f"postgres://{there['USER']}@{there['HOST']}:{there['PORT']}/{there['NAME']}")
        yield made
    finally:
        made.close()
