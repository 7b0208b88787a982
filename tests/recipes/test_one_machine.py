"""The recipe for one machine, followed word for word: SQLite, one web process, one worker, nginx, a LAN certificate.

The database starts as the tests' own migrated file; making one from nothing is part of the other recipe's test.
"""

import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest
from django.db import connection

from benchmarks.installation import Installation, settings_in
from benchmarks.server import free_port
from tests.packs.small_pack import small_pack, zipped
from tests.recipes.recipe import blocks, follow, started_units
from tests.recipes.site import (
    Browser,
    assert_keeps_quiet,
    assert_serves,
    assert_takes_no_large_form,
    remains,
    wait_until,
)
from tests.robustness.conftest import copy_database

pytestmark = pytest.mark.recipe

PASSWORD = "correct-horse-battery"


@pytest.fixture
def site(tmp_path, db):
    """An empty folder that stands for a server."""
    with Installation(tmp_path, code=None, host="learn.example.org") as installation:
        yield installation


def rows(database: Path, query: str) -> list[tuple]:
    with closing(sqlite3.connect(f"file:{database}?mode=ro", uri=True)) as reader:
        return reader.execute(query).fetchall()


def test_a_school_follows_the_recipe(site):
    get_code, write_settings, fill, certify, start = blocks("One machine")
    calls = follow(site, get_code)
    assert [call.split()[0] for call in calls] == ["apt-get", "adduser", "git"]

    follow(site, write_settings)
    secrets = settings_in(site.settings_file.read_text())
    assert len({secrets["SECRET_KEY"], secrets["CARD_PEPPER"]}) == 2
    assert min(len(secrets[name]) for name in ("SECRET_KEY", "CARD_PEPPER")) == 64
    assert stat.S_IMODE(site.settings_file.stat().st_mode) == 0o600
    # Twice is once: what stands in the file is kept.
    follow(site, "\n".join(line for line in write_settings.splitlines() if line.startswith("sed")))
    assert settings_in(site.settings_file.read_text()) == secrets

    site.settings_file.write_text(site.placed(site.settings_file.read_text()))
    database = site.folder / "var/lib/orientir/db.sqlite3"
    copy_database(Path(connection.settings_dict["NAME"]), database)
    pack = site.folder / "pack.zip"
    pack.write_bytes(zipped(small_pack()))
    # Two lessons in place of ten: the course itself is imported and compared by a test of its own.
    follow(
        site, fill.replace("content/personal-dignity", f"{pack} --accept-unsigned"), typed=f"{PASSWORD}\n{PASSWORD}\n"
    )
    assert rows(database, "SELECT username, kind FROM accounts_user") == [("anna", "staff")]
    assert rows(database, "SELECT count(*) FROM lessons_lessonpage") == [(2,)]

    follow(site, certify)
    assert stat.S_IMODE((site.folder / "etc/orientir/tls/server.key").stat().st_mode) == 0o600

    calls = follow(site, start)
    assert started_units(calls) == ["orientir-web.service", "orientir-worker.service"]
    assert calls[-2:] == ["nginx -t", "systemctl reload nginx"]
    port = free_port()
    for unit in started_units(calls):
        site.start(unit, PORT=str(port))
    site.nginx(web_ports=[port])

    browser = Browser(site)
    assert_serves(site, browser)
    assert_takes_no_large_form(browser)
    assert_keeps_quiet(site, browser)
    done = "SELECT count(*) FROM jobs_job WHERE status = 'done'"
    wait_until(lambda: rows(database, done)[0][0] > 0)
    site.stop()
    assert remains(site) == []
