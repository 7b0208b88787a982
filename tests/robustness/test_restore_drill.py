"""A backup made while students answer holds every answer that was acknowledged before it began."""

import shutil
import sqlite3
from contextlib import closing

import pytest

from benchmarks import server
from tests.robustness import drilling
from tests.robustness.conftest import SETTINGS
from tests.robustness.killing import ANSWERS, read_answers, stored

pytestmark = pytest.mark.django_db


@pytest.fixture
def elsewhere(tmp_path):
    """A folder that stands for another computer."""
    folder = tmp_path / "elsewhere"
    folder.mkdir()
    return folder


@pytest.mark.crash
def test_on_sqlite_nothing_acknowledged_before_the_backup_is_missing_after_the_restore(
    site, tmp_path, elsewhere, capsys
):
    (tmp_path / "media").mkdir()
    (tmp_path / "media" / "plan.pdf").write_bytes(b"%PDF plan")
    database = elsewhere / "site.sqlite3"
    there = server.environment(elsewhere, f"sqlite:///{database}", DJANGO_SETTINGS_MODULE=SETTINGS)

    def restore(archive):
        drilling.restore(there, archive)
        return stored(database)

    report = drilling.drill(
        site.variables,
        site.prepared,
        tmp_path / "server.log",
        save=lambda: drilling.backup(site.variables, tmp_path / "backups"),
        restore=restore,
    )
    with capsys.disabled():
        print(f"\n  SQLite: {report}")
    assert report.lost == set()
    assert report.ledger.oddities == []
    assert report.during > 0, "nobody answered while the backup was made"
    assert (elsewhere / "media" / "plan.pdf").read_bytes() == b"%PDF plan"
    with closing(sqlite3.connect(database)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert connection.execute("SELECT count(*) FROM django_session").fetchone() == (0,)


@pytest.mark.crash
def test_the_same_drill_sees_a_backup_that_only_copies_the_file(site, tmp_path, elsewhere):
    copy = elsewhere / "site.sqlite3"

    def look(_saved):
        with closing(sqlite3.connect(copy)) as connection:
            assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",), "nobody would notice"
            return read_answers(connection.execute(ANSWERS).fetchall())

    report = drilling.drill(
        site.variables,
        site.prepared,
        tmp_path / "server.log",
        save=lambda: shutil.copyfile(site.database, copy),
        restore=look,
    )
    assert report.lost, "the harness is blind"


@pytest.mark.postgres
def test_on_postgresql_nothing_acknowledged_before_the_backup_is_missing_after_the_restore(
    cluster, tmp_path, elsewhere, capsys
):
    variables = server.environment(tmp_path, cluster.url, DJANGO_SETTINGS_MODULE=SETTINGS)
    prepared = server.prepare(variables, learners=8, questions=5)
    other = cluster.make_database("elsewhere")
    there = server.environment(elsewhere, other, DJANGO_SETTINGS_MODULE=SETTINGS)

    def restore(archive):
        drilling.restore(there, archive)
        return read_answers(cluster.rows(ANSWERS, other))

    report = drilling.drill(
        variables,
        prepared,
        tmp_path / "server.log",
        save=lambda: drilling.backup(variables, tmp_path / "backups"),
        restore=restore,
    )
    with capsys.disabled():
        print(f"\n  PostgreSQL: {report}")
    assert report.lost == set()
    assert report.during > 0, "nobody answered while the backup was made"
    assert cluster.rows("SELECT count(*) FROM django_session", other) == [(0,)]


@pytest.mark.postgres
def test_the_same_drill_sees_a_dump_that_is_older_than_the_answers(cluster, tmp_path):
    variables = server.environment(tmp_path, cluster.url, DJANGO_SETTINGS_MODULE=SETTINGS)
    prepared = server.prepare(variables, learners=8, questions=5)
    early = read_answers(cluster.rows(ANSWERS))
    report = drilling.drill(
        variables, prepared, tmp_path / "server.log", save=lambda: None, restore=lambda _saved: early
    )
    assert report.lost, "the harness is blind"
