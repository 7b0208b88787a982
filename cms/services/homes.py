"""The languages' front pages."""

from django.conf import settings
from django.db import transaction
from wagtail.models import Locale, Page, Site

from cms.models import HomePage

# What Wagtail's own first migration leaves at the top of a new site.
WELCOME_TITLE = "Welcome to your new Wagtail site!"


@transaction.atomic
def ensure_home(language: str) -> HomePage:
    """Return the language's front page; makes it, its locale and the default site where they are missing.

    The front page of the default language replaces Wagtail's welcome page and becomes the root of the default site;
    those of other languages are its translations. A second call changes nothing.
    """
    if language != settings.LANGUAGE_CODE:
        ensure_home(settings.LANGUAGE_CODE)
    locale, _made = Locale.objects.get_or_create(language_code=language)
    found = HomePage.objects.filter(locale=locale).order_by("pk").first()
    home = found if found is not None else _make_home(locale)
    if language == settings.LANGUAGE_CODE:
        _root_the_site(home)
    return home


def _make_home(locale: Locale) -> HomePage:
    top = Page.objects.get(depth=1)
    _make_room(top)
    home = HomePage(title=settings.WAGTAIL_SITE_NAME, locale=locale, live=False, slug="home")
    if locale.language_code != settings.LANGUAGE_CODE:
        home.slug = f"home-{locale.language_code}"
        home.translation_key = ensure_home(settings.LANGUAGE_CODE).translation_key
    top.add_child(instance=home)
    home.save_revision().publish()
    home.refresh_from_db()
    return home


def _make_room(top: Page) -> None:
    """Rename the welcome page, so that its slug is free until the site has moved and it can go."""
    for page in top.get_children().filter(title=WELCOME_TITLE, slug="home"):
        Page.objects.filter(pk=page.pk).update(slug="welcome")


def _root_the_site(home: HomePage) -> None:
    site = Site.objects.filter(is_default_site=True).first()
    if site is None:
        site = Site(hostname="localhost", is_default_site=True)
    if site.root_page_id != home.pk and not isinstance(_specific(site), HomePage):
        site.root_page = home
        site.site_name = site.site_name or settings.WAGTAIL_SITE_NAME
        site.save()
    for page in Page.objects.filter(depth=home.depth, title=WELCOME_TITLE, slug="welcome", numchild=0):
        page.delete()


def _specific(site: Site) -> Page | None:
    return site.root_page.specific if site.root_page_id else None
