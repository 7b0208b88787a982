"""A demonstration does not start beside production settings, nor open to the world under a key that everybody knows."""

import os
import subprocess
import sys

import pytest
from django.apps import apps
from django.core.exceptions import ImproperlyConfigured

from demo.checks import MADE_UP_KEY, check_demo
from tests.architecture.tree import ROOT

pytestmark = pytest.mark.pure


def codes():
    return [problem.id for problem in check_demo()]


def test_demo_settings_are_fine():
    assert codes() == []


def test_production_settings_are_refused_at_the_start(settings):
    settings.IS_PRODUCTION, settings.MODE = True, "production"
    assert codes() == ["demo.E001"]
    with pytest.raises(ImproperlyConfigured, match="ORIENTIR_MODE"):
        apps.get_app_config("demo").ready()


def test_a_demo_flag_beside_another_mode_is_refused(settings):
    settings.MODE = "development"
    assert codes() == ["demo.E001"]


def test_a_known_key_is_refused_where_other_computers_reach_it(settings):
    settings.SECRET_KEY = MADE_UP_KEY + "x" * 40
    settings.ALLOWED_HOSTS = ["localhost"]
    assert codes() == []
    settings.ALLOWED_HOSTS = ["localhost", "demo.example.org"]
    assert codes() == ["demo.E002"]


def test_a_public_demonstration_with_a_key_of_its_own_is_fine(settings):
    settings.SECRET_KEY = "k" * 50
    settings.ALLOWED_HOSTS = ["demo.example.org"]
    assert codes() == []


def test_production_neither_installs_it_nor_has_its_address(tmp_path):
    environment = {
        **os.environ, "ORIENTIR_MODE": "production", "ALLOWED_HOSTS": "learn.example.org", "SECRET_KEY": "k" * 60,
        "CARD_PEPPER": "p" * 60, "ORIENTIR_DATA_DIR": str(tmp_path), "DJANGO_SETTINGS_MODULE": "config.settings",
        "DATABASE_URL": f"sqlite:///{tmp_path / 'db.sqlite3'}", "TRUSTED_PROXIES": "1",
    }  # fmt: skip
    code = (
        "import django; django.setup()\n"
        "from django.apps import apps; from django.urls import resolve, Resolver404\n"
        "assert not apps.is_installed('demo')\n"
        "try:\n    resolve('/demo/')\n    print('open')\nexcept Resolver404:\n    print('closed')"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], env=environment, cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout.strip()) == (0, "closed"), done.stderr
