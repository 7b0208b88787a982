"""Production settings in a process of their own: hosts, proxies, cookies, https; nobody's word is taken for it."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from django.db import connection
from gunicorn.config import Config

from benchmarks.server import ROOT
from tests.robustness.conftest import copy_database

pytestmark = [pytest.mark.crash, pytest.mark.django_db]

SCRIPT = Path(__file__).with_name("production_site.py")


@pytest.fixture
def answers(tmp_path):
    """Ask a production site: ``answers(TRUSTED_PROXIES="1")``."""

    def ask(**more):
        if connection.vendor != "sqlite":
            pytest.fail("This copies a SQLite file; run it with the default database.")
        database = tmp_path / "site.sqlite3"
        copy_database(Path(connection.settings_dict["NAME"]), database)
        # Pages name their style sheets by the list that a production site collects.
        names = {
            path.relative_to(ROOT / "static").as_posix() for path in (ROOT / "static").rglob("*") if path.is_file()
        }
        (tmp_path / "static").mkdir(exist_ok=True)
        manifest = {"version": "1.1", "paths": {name: name for name in names}, "hash": ""}
        (tmp_path / "static" / "staticfiles.json").write_text(json.dumps(manifest))
        environment = {name: value for name, value in os.environ.items() if not name.startswith(("ORIENTIR_", "REDIS"))}
        environment |= {
            "DJANGO_SETTINGS_MODULE": "config.settings",
            "SECRET_KEY": "k" * 60,
            "CARD_PEPPER": "p" * 60,
            "ALLOWED_HOSTS": "school.example",
            "DATABASE_URL": f"sqlite:///{database}",
            "ORIENTIR_DATA_DIR": str(tmp_path),
        }
        done = subprocess.run(
            [sys.executable, str(SCRIPT)], env=environment | more, cwd=ROOT, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stderr[-3000:]
        return json.loads(done.stdout.splitlines()[-1])

    return ask


def test_without_a_proxy_nobody_is_believed(answers):
    said = answers()
    assert said["plain"]["status"] == 301
    assert said["plain"]["Location"] == "https://school.example/"
    assert said["by a proxy"]["status"] == 301, "a client has said that it came over https, and was believed"
    assert said["start"]["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains; preload"
    for name in ("other host", "two hosts"):
        assert said[name]["status"] == 400
        assert "evil" not in said[name]["body"]
    assert said["other host told"]["Location"].startswith("/staff/sign-in/")
    assert (said["missing"]["status"], said["demo"]["status"], said["debug"]) == (404, 404, False)
    assert "Traceback" not in said["missing"]["body"]
    assert "urlpatterns" not in said["missing"]["body"]
    assert said["trace"]["status"] == 405

    strict = {"secure": True, "httponly": True, "samesite": "Lax", "path": "/", "domain": ""}
    assert said["sign in"]["status"] == 303
    assert said["sign in"]["cookies"]["__Host-session"] == strict
    assert said["sign in"]["cookies"]["__Host-csrf"] == strict
    assert said["sign in"]["cookies"]["django_language"]["secure"] is True
    # Readable for the script of the exit, and nothing but a sign that somebody left.
    assert said["exit"]["cookies"]["left"] == strict | {"httponly": ""}
    ended = said["exit"]["cookies"]["__Host-session"]
    assert (ended["secure"], ended["path"]) == (True, "/"), "the browser would keep the old one"


def test_behind_one_proxy_its_word_about_https_counts(answers):
    said = answers(TRUSTED_PROXIES="1")
    assert said["by a proxy"]["status"] == 200
    assert said["plain"]["status"] == 301
    assert said["other host told"]["Location"].startswith("/staff/sign-in/")


def test_gunicorn_itself_believes_no_header(monkeypatch):
    monkeypatch.setenv("PORT", "8000")
    from config import gunicorn

    configuration = Config()
    configuration.set("forwarded_allow_ips", gunicorn.forwarded_allow_ips)
    assert configuration.forwarded_allow_ips == []
