"""The bare site of the measurements is served by the shipped server: it has every setting that the server asks for."""

import re
from importlib import import_module

import pytest

from benchmarks.server import ROOT

pytestmark = pytest.mark.pure
ASKED = re.compile(r"\bsettings\.([A-Z_]+)")


def test_the_bare_site_has_what_the_server_asks_for():
    served = (ROOT / "config/gunicorn.py").read_text() + (ROOT / "common/durability.py").read_text()
    asked = set(ASKED.findall(served))
    assert "LOG_FORMATTER" in asked
    assert asked <= set(vars(import_module("benchmarks.bare")))
