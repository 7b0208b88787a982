"""A flushed database is brought back, and nobody flushes it in any other way."""

import ast

import pytest
from django.core.cache import cache
from django.db import connection
from wagtail.models import Locale, Page, Site

from tests.architecture.tree import ROOT, python_files
from tests.fresh_rows import all_rows, bring_back

# Each of these flushes the database, or keeps pytest-django from bringing anything back.
RAW = {"transactional_db", "live_server", "django_db_reset_sequences", "django_db_serialized_rollback"}
ALLOWED = {ROOT / "tests" / name for name in ("conftest.py", "fresh_rows.py", "test_transactions.py")}


def raw_flushes(source: str) -> list[int]:
    """Return the lines of a test file that would leave an empty database behind."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.FunctionDef):
            arguments = {argument.arg for argument in node.args.args}
            if arguments & RAW and "transactional_site" not in arguments:
                found.append(node.lineno)
        elif isinstance(node, ast.keyword) and node.arg in {"transaction", "reset_sequences", "serialized_rollback"}:
            found.append(node.value.lineno)
        elif isinstance(node, ast.Name | ast.Attribute):
            name = node.id if isinstance(node, ast.Name) else node.attr
            if name in {"TransactionTestCase", "LiveServerTestCase"}:
                found.append(node.lineno)
        elif isinstance(node, ast.Constant) and node.value in RAW:
            found.append(node.lineno)
    return found


@pytest.mark.pure
def test_nobody_flushes_the_database_without_bringing_it_back():
    files = [path for path in python_files(ROOT, "tests") if path not in ALLOWED]
    assert {str(path): lines for path in files if (lines := raw_flushes(path.read_text()))} == {}


@pytest.mark.pure
@pytest.mark.parametrize(
    "source",
    [
        "@pytest.mark.django_db(transaction=True)\ndef test(): ...",
        "pytestmark = pytest.mark.django_db(reset_sequences=True)",
        "def test(transactional_db): ...",
        "def test(live_server): ...",
        "@pytest.mark.usefixtures('live_server')\ndef test(): ...",
        "class Test(django.test.TransactionTestCase): ...",
    ],
)
def test_a_planted_flush_is_found(source):
    assert raw_flushes(source)


@pytest.mark.pure
def test_a_live_server_over_a_site_that_comes_back_is_fine():
    assert raw_flushes("def test(transactional_site, live_server): ...") == []


@pytest.mark.django_db
@pytest.mark.parametrize("turn", [1, 2])
def test_rows_written_in_a_real_transaction_are_gone_in_the_next_test(transactional_site, cohort, teacher, turn):
    assert not connection.in_atomic_block
    assert Page.objects.filter(depth=1).count() == 1
    assert type(cohort).objects.count() == 1


def test_without_the_mark_it_works_as_well(transactional_site, site_tree):
    assert Site.objects.get(is_default_site=True).root_page_id == site_tree.home.pk


@pytest.mark.django_db
def test_what_the_migrations_made_is_here():
    assert Locale.objects.filter(language_code="en").exists()
    assert Page.get_first_root_node() is not None
    assert cache.get("anything") is None


def test_bringing_back_twice_changes_nothing(transactional_site, site_tree):
    rows = all_rows()
    assert len(rows["wagtailcore_page"][1]) > 2
    for _time in range(2):
        bring_back(rows)
        assert all_rows() == rows
