"""Each language has one front page; the default one takes the place of Wagtail's welcome page."""

import pytest
from wagtail.models import Locale, Page, Site

from cms.models import HomePage
from cms.services import ensure_home
from cms.services.homes import WELCOME_TITLE

pytestmark = pytest.mark.django_db


def tree():
    return list(Page.objects.order_by("path").values_list("path", "slug", "title", "live", "latest_revision_id"))


def test_the_front_page_replaces_the_welcome_page_and_is_the_sites_root():
    assert Page.objects.filter(title=WELCOME_TITLE).exists()
    home = ensure_home("en")
    assert (home.slug, home.live, home.locale.language_code) == ("home", True, "en")
    assert not Page.objects.filter(title=WELCOME_TITLE).exists()
    assert Site.objects.get(is_default_site=True).root_page_id == home.pk


def test_another_language_gets_its_translation():
    home = ensure_home("uk")
    english = ensure_home("en")
    assert (home.slug, home.live) == ("home-uk", True)
    assert home.translation_key == english.translation_key
    assert list(home.get_translations()) == [english]


def test_twice_changes_nothing():
    ensure_home("uk")
    before = tree()
    ensure_home("uk")
    ensure_home("en")
    assert tree() == before
    assert Site.objects.count() == 1


def test_a_front_page_that_somebody_made_is_kept(site_tree):
    assert ensure_home("en") == site_tree.home
    assert ensure_home("uk") == site_tree.home_uk
    assert HomePage.objects.count() == 2
    assert Site.objects.get(is_default_site=True).root_page_id == site_tree.home.pk


def test_a_site_that_was_removed_is_made_again():
    Site.objects.all().delete()
    home = ensure_home("en")
    assert Site.objects.get().root_page_id == home.pk


def test_the_locale_is_made():
    Locale.objects.exclude(language_code="en").delete()
    ensure_home("ro")
    assert Locale.objects.filter(language_code="ro").exists()
