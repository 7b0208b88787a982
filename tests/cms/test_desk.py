"""The first screen of the CMS says what there is to do, at the same price for one row and for three."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from cms.models import CheckedPage, PageCheck, StandardPage
from cms.services import check_pages, ensure_home, save_translation, send_to_review
from curriculum.models import CountryFact
from institutions.enums import Role
from tests.cms.test_translations import BODY, translate

pytestmark = pytest.mark.django_db


@pytest.fixture
def ukrainian():
    return ensure_home("uk").locale


def add_rows(author, ukrainian, numbers):
    """Add one row to each list for each number."""
    home = ensure_home("en")
    for number in numbers:
        draft = StandardPage(title=f"Draft {number}", slug=f"draft-{number}", locale=home.locale, live=False)
        home.add_child(instance=draft)
        draft.save_revision(user=author)
        page = StandardPage(title=f"Page {number}", slug=f"page-{number}", body=BODY, locale=home.locale)
        home.add_child(instance=page)
        page.save_revision().publish()
        save_translation(translation=translate(page, ukrainian), actor=None).publish()
        page.body = BODY.replace("One.", "Changed.")
        page.save_revision().publish()
        PageCheck.objects.create(page=page, problems=number, checked_at=timezone.now())
        CountryFact.objects.create(
            country="UA", topic=("minimum-wage", "work-age", "contract")[number % 3], value="1", source="A law",
            verified_on="2024-01-01", next_check_on="2024-06-01", locale=home.locale,
        )  # fmt: skip


def look(client):
    with CaptureQueriesContext(connection) as captured:
        page = client.get(reverse("wagtailadmin_home")).content.decode()
    return page, len(captured.captured_queries)


def test_each_list_names_its_rows_at_a_fixed_price(client, sign_in, author, ukrainian, settings):
    settings.COUNTRY = "UA"
    sign_in(client, author)
    add_rows(author, ukrainian, [1])
    look(client)
    page, price = look(client)
    for words in ("Draft 1", "укр Page 1", "has changed since it was translated", "1 reason", "Stale facts"):
        assert words in page
    add_rows(author, ukrainian, [2, 3])
    page, again = look(client)
    assert all(words in page for words in ("Draft 3", "укр Page 3", "3 reasons"))
    assert again == price


def test_what_waits_is_shown_to_those_who_may_decide(client, sign_in, author, member, ukrainian):
    protector = member(Role.SAFEGUARDING_REVIEWER).user
    sign_in(client, protector)
    prices = []
    for numbers in ([1], [2, 3]):
        add_rows(author, ukrainian, numbers)
        for number in numbers:
            send_to_review(page=StandardPage.objects.get(slug=f"draft-{number}"), actor=author)
        look(client)
        page, price = look(client)
        prices.append(price)
    assert page.count(f'href="{reverse("cms_review", args=[0])[:-2]}') >= 3
    assert "Waiting for me" in page
    assert prices[0] == prices[1]
    page, _price = look(sign_in(client, author))
    assert "Waiting for me" not in page
    assert "Waits for: Child protection review" in page


def test_pages_are_judged_again_when_they_change_or_a_day_is_over(site_tree):
    pages = sum(isinstance(page, CheckedPage) for page in Page.objects.specific())
    assert check_pages() == pages
    assert check_pages() == 0
    assert PageCheck.objects.get(page=site_tree.lesson).problems == 1, "it lacks the parts of a prevention lesson"
    site_tree.lesson.save_revision()
    assert check_pages() == 1
    PageCheck.objects.update(checked_at=timezone.now() - timedelta(days=2))
    assert check_pages() == pages


def test_a_translator_reads_what_changed_what_is_missing_and_the_words_to_use(client, sign_in, author, ukrainian):
    home = ensure_home("en")
    page = StandardPage(title="Helpline", slug="call", body=BODY, locale=home.locale)
    home.add_child(instance=page)
    page.save_revision().publish()
    save_translation(translation=translate(page, ukrainian, but=("Two.",)), actor=None)
    page.body = BODY.replace("One.", "A new one.")
    page.save_revision().publish()
    target = page.get_translation(ukrainian)
    shown = sign_in(client, author).get(reverse("cms_translating", args=[target.pk])).content.decode()
    for words in ("<del>One.</del>", "<ins>A new one.</ins>", '<li lang="en">Two.</li>', "гаряча лінія"):
        assert words in shown
    assert client.get(reverse("cms_translating", args=[page.pk])).status_code == 404
    editor = client.get(reverse("wagtailadmin_pages:edit", args=[target.pk])).content.decode()
    assert reverse("cms_translating", args=[target.pk]) in editor
