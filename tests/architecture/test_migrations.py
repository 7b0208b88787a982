"""Migrations are named, complete, in one line, and keep changes of tables apart from changes of rows."""

import re

import pytest
from django.apps import apps
from django.db import models
from django.db.migrations import AddField, CreateModel, Migration, RunPython, RunSQL
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState

from tests.architecture.tree import ROOT, rooms

OURS = rooms(ROOT)
# What Django calls a migration that nobody has named.
UNNAMED = re.compile(r"auto_\d+|_and_more$|^\d{4}_initial$")


@pytest.fixture(scope="module")
def loader(django_db_setup, django_db_blocker):
    """Return every migration on disk; one of wagtail-localize's asks the database what has run before it."""
    with django_db_blocker.unblock():
        return MigrationLoader(None)


def first_party(loader) -> list[Migration]:
    """Return the migrations of the rooms in this tree."""
    return [migration for (app, _name), migration in loader.disk_migrations.items() if app in OURS]


def is_named(migration: Migration) -> bool:
    """Say whether somebody gave this migration a name that tells what it does."""
    return not UNNAMED.search(migration.name) and bool(re.fullmatch(r"\d{4}_[a-z][a-z0-9_]+", migration.name))


def mixes_tables_and_rows(migration: Migration) -> bool:
    """Say whether Python code over rows shares a migration with a change of tables."""
    over_rows = [isinstance(operation, RunPython) for operation in migration.operations]
    return any(over_rows) and not all(over_rows)


def one_way(migration: Migration) -> list[str]:
    """Return the written-out steps that cannot be undone."""
    return [
        type(operation).__name__
        for operation in migration.operations
        if isinstance(operation, RunPython | RunSQL) and not operation.reversible
    ]


def missing(loader, state: ProjectState) -> dict[str, list]:
    """Return the changes that no migration makes yet, by app."""
    return MigrationAutodetector(loader.project_state(), state).changes(graph=loader.graph)


def test_every_migration_has_a_name(loader):
    assert [str(migration) for migration in first_party(loader) if not is_named(migration)] == []


def test_no_change_of_a_model_is_without_its_migration(loader):
    assert missing(loader, ProjectState.from_apps(apps)) == {}


def test_every_app_has_one_last_migration(loader):
    assert loader.detect_conflicts() == {}


def test_tables_and_rows_change_in_different_migrations(loader):
    assert [str(migration) for migration in first_party(loader) if mixes_tables_and_rows(migration)] == []


def test_every_written_out_step_can_be_undone(loader):
    assert {str(migration): one_way(migration) for migration in first_party(loader) if one_way(migration)} == {}


@pytest.mark.parametrize("name", ["0001_initial", "0004_auto_20260101_1200", "0002_user_name_and_more", "0003-x"])
def test_a_planted_unnamed_migration_is_found(name):
    assert not is_named(Migration(name, "jobs"))


def test_a_planted_mixture_that_cannot_be_undone_is_found():
    migration = Migration("0002_fill_names", "jobs")
    migration.operations = [CreateModel("Thing", []), RunPython(lambda apps, editor: None)]
    assert mixes_tables_and_rows(migration)
    assert one_way(migration) == ["RunPython"]


def test_a_planted_change_without_migration_is_found(loader):
    state = ProjectState.from_apps(apps)
    AddField("job", "planted", models.IntegerField(default=0)).state_forwards("jobs", state)
    assert "jobs" in missing(loader, state)
