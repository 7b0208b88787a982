"""Every recorded release can be brought to this one, and not a row of what it held is lost or changed."""

import json
import os
import shutil
from pathlib import Path

import pytest
from django.core.management import call_command
from django.db import connection

from benchmarks import server
from common.release import release
from operations.management.commands.record_release import FOLDER
from tests.prepared import OLDEST, migrated_database

pytestmark = pytest.mark.django_db

RECORDINGS = sorted(FOLDER.glob("*.json"))
SCRIPT = str(Path(__file__).with_name("old_release.py"))
# Migrating renews what describes the code itself.
ABOUT_CODE = {"django_migrations", "auth_permission", "django_content_type", "auth_group_permissions"}
# Ours takes the place of the review that Wagtail puts into every new site, and that nobody used.
REPLACED = {"wagtailcore_workflow", "wagtailcore_workflowpage"}
FILLED = {"assessments_response", "assessments_attempt", "institutions_enrolment", "accounts_user", "jobs_job"}


@pytest.fixture
def variables(recording, tmp_path, tmp_path_factory):
    """The variables of an installation with the empty tables of the recorded release.

    Those of the oldest are copied: migrating takes longer than everything else here.
    """
    there = connection.settings_dict
    if connection.vendor == "sqlite":
        found = server.environment(tmp_path, f"sqlite:///{tmp_path / 'old.sqlite3'}")
        if recording == OLDEST:
            prepared = migrated_database(tmp_path_factory.getbasetemp()).with_name("old.sqlite3")
            shutil.copy(prepared, tmp_path / "old.sqlite3")
        else:
            server.python(found, SCRIPT, "migrate", str(recording))
        yield found
        return
    name = f"{there['NAME']}_upgrade"
    prepared = os.environ.get("TEST_DATABASE_OLD") if recording == OLDEST else None
    with connection.copy()._nodb_cursor() as cursor:
        cursor.execute(f"DROP DATABASE IF EXISTS {name}")
        cursor.execute(f"CREATE DATABASE {name} TEMPLATE {prepared or 'template1'}")
    found = server.environment(tmp_path, f"postgres://{there['USER']}@{there['HOST']}:{there['PORT']}/{name}")
    try:
        if prepared is None:
            server.python(found, SCRIPT, "migrate", str(recording))
        yield found
    finally:
        with connection.copy()._nodb_cursor() as cursor:
            cursor.execute(f"DROP DATABASE {name}")


def lost(before, after) -> list[str]:
    """Return what was there and is not, or has another value; columns may come and go."""
    found = []
    for table in before.keys() - ABOUT_CODE - REPLACED:
        new = {row.get("id", row.get("session_key", str(row))): row for row in after.get(table, [])}
        for row in before[table]:
            same = new.get(row.get("id", row.get("session_key", str(row))))
            if same is None:
                found.append(f"{table}: a row is gone")
            else:
                found.extend(f"{table}.{name}" for name in row.keys() & same.keys() if row[name] != same[name])
    return found


@pytest.mark.parametrize("recording", RECORDINGS, ids=lambda path: path.stem)
def test_an_upgrade_from_this_release_keeps_every_row(recording, variables):
    before = json.loads(server.python(variables, SCRIPT, "fill", str(recording)))
    assert before.keys() >= FILLED
    server.python(variables, "manage.py", "migrate", "--verbosity", "0")
    after = json.loads(server.python(variables, SCRIPT, "rows"))
    assert lost(before, after) == []
    assert len(after["assessments_response"]) == 3
    server.python(variables, "manage.py", "migrate", "--check", "--verbosity", "0")
    # The same comparison sees a planted loss and a planted change.
    planted = {**after, "jobs_job": after["jobs_job"][1:]}
    assert lost(before, planted) == ["jobs_job: a row is gone"]
    planted = {**after, "accounts_user": [{**row, "display_name": "?"} for row in after["accounts_user"]]}
    assert set(lost(before, planted)) == {"accounts_user.display_name"}


def test_a_release_records_itself_the_same_way_twice(tmp_path):
    for _turn in range(2):
        call_command("record_release", "--to", str(tmp_path), verbosity=0)
    recorded = json.loads((tmp_path / f"{release()}.json").read_text())
    assert recorded.keys() >= {"accounts", "jobs", "wagtailcore"}
    assert RECORDINGS, "no release is recorded"
