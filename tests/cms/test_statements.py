"""About, accessibility and privacy: real pages in four languages, and never a dead link at the foot of a page."""

import pytest
from django.conf import settings

from cms.exchange import statements
from cms.models import StandardPage
from cms.services import load_statements

pytestmark = pytest.mark.django_db


def test_every_statement_is_written_in_every_language_of_release():
    assert set(statements.languages()) == {"en", "uk", "ro", "ru"} <= set(dict(settings.LANGUAGES))
    titles = {(name, code): statements.statement(name, code).title for name in statements.NAMES
              for code in statements.languages()}  # fmt: skip
    assert len(titles) == 12
    assert len({titles["privacy", code] for code in statements.languages()}) == 4
    assert statements.statement("about", "sq") == statements.statement("about", "en")


def test_they_are_pages_that_authors_change_and_that_stay_changed(client, site_tree):
    before = client.get("/uk/privacy/")
    assert before.status_code == 200
    assert "Приватність" in before.content.decode()
    assert load_statements() == 12
    page = StandardPage.objects.get(slug="privacy", locale__language_code="uk")
    page.title = "Наші дані"
    page.save_revision().publish()
    assert load_statements() == 0
    shown = client.get("/uk/privacy/").content.decode()
    assert "<h1>Наші дані</h1>" in shown
    assert 'href="/uk/accessibility/"' in shown
    assert page.get_translations().count() == 3
    assert "Наші дані" not in client.get("/uk/").content.decode(), "they stand at the foot, not among the courses"
