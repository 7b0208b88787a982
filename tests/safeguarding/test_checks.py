"""What production refuses to start with."""

import pytest
from django.utils import timezone

from safeguarding.checks import check_childrens_line, check_way_out


@pytest.fixture
def production(settings):
    """An installation that meets children."""
    settings.IS_PRODUCTION = True


def problems(**databases) -> list[str]:
    """Return the ids of what the check finds."""
    return [problem.id for problem in check_childrens_line(None, **({"databases": ["default"]} | databases))]


def test_a_country_without_a_confirmed_childrens_line_is_refused(production, contact):
    contact(None)
    contact(0, kind="migration", verified_on=timezone.localdate())
    assert problems() == ["safeguarding.E003"]


@pytest.mark.parametrize(
    ("days", "found"), [(0, []), (90, []), (91, ["safeguarding.W001"]), (181, ["safeguarding.E003"])]
)
def test_a_line_that_ages_is_warned_of_and_then_refused(production, contact, days, found):
    contact(0, verified_on=timezone.localdate() - timezone.timedelta(days=days))
    assert problems() == found


def test_the_line_of_another_country_does_not_count(production, contact):
    contact(0, verified_on=timezone.localdate(), country="MD")
    assert problems() == ["safeguarding.E003"]


def test_a_directory_that_cannot_be_read_is_refused(production, db):
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE safeguarding_helpcontact RENAME TO elsewhere")
    assert problems() == ["safeguarding.E002"]


def test_it_asks_only_the_database_that_was_named(production):
    assert problems(databases=None) == []
    assert problems(databases=["other"]) == []


def test_the_demo_needs_no_confirmed_line(db):
    assert problems() == []


def test_a_neutral_page_that_is_closed_after_leaving_is_refused(settings):
    assert check_way_out(None) == []
    settings.EXIT_TARGET = "/help/"
    assert [problem.id for problem in check_way_out(None)] == ["safeguarding.E001"]
