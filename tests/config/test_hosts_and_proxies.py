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
from common.checks import check_proxies
from common.env import Env, EnvironmentRefused
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
    said = answers(TRUSTED_PROXIES="0")
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


@pytest.mark.parametrize("given", ["", "-1", "one", "1.0", "²"])
def test_the_number_of_proxies_is_a_number_or_nothing_starts(given):
    with pytest.raises(EnvironmentRefused, match="TRUSTED_PROXIES"):
        Env({"TRUSTED_PROXIES": given}).number("TRUSTED_PROXIES", None)


def test_production_does_not_start_without_the_number_of_proxies():
    environment = {name: value for name, value in os.environ.items() if name != "TRUSTED_PROXIES"}
    environment |= {"ORIENTIR_MODE": "production", "SECRET_KEY": "k", "CARD_PEPPER": "p", "ALLOWED_HOSTS": "a.example"}
    done = subprocess.run(
        [sys.executable, "-c", "import config.settings"],
        env=environment, cwd=ROOT, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 1
    assert "EnvironmentRefused: TRUSTED_PROXIES" in done.stderr


@pytest.mark.parametrize(
    ("lan", "proxies", "found"),
    [(0, 1, None), (0, 2, None), (1, 0, None), (1, 1, "common.W001"), (0, 0, "common.W002")],
)
def test_the_check_says_when_proxies_and_https_do_not_fit(settings, lan, proxies, found):
    settings.IS_PRODUCTION, settings.INSECURE_LAN, settings.TRUSTED_PROXIES = True, bool(lan), proxies
    assert [message.id for message in check_proxies(None)] == ([found] if found else [])
    settings.IS_PRODUCTION = False
    assert check_proxies(None) == []


def test_gunicorn_itself_believes_no_header(monkeypatch):
    monkeypatch.setenv("PORT", "8000")
    from config import gunicorn

    configuration = Config()
    configuration.set("forwarded_allow_ips", gunicorn.forwarded_allow_ips)
    assert configuration.forwarded_allow_ips == []
