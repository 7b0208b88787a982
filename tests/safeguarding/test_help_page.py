"""The help page: what it shows, what it weighs, and that nobody can tell who read it."""

import gzip
import re

import pytest
from django.conf import settings
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from safeguarding.enums import ContactKind
from safeguarding.models import HelpContact
from safeguarding.services import seed_unconfirmed
from tests.safeguarding.conftest import TODAY

PAGES = ["/help/", "/help/safe/", "/tools/calc/"]
LIMIT = 8 * 1024


def headings(page: str) -> list[str]:
    """Return the headings of the groups in their order."""
    return re.findall(r"<h2[^>]*>(.*?)</h2>", page)


@pytest.fixture
def today_is(monkeypatch):
    """Stop the calendar at ``TODAY``."""
    monkeypatch.setattr(timezone, "localdate", lambda *_anything: TODAY)


@pytest.fixture
def every_kind(contact, today_is):
    """One confirmed contact of each kind."""
    return [contact(0, kind=kind, number=f"10{place}") for place, kind in enumerate(ContactKind)]


def test_groups_stand_in_their_order(client, every_kind):
    assert headings(client.get("/help/").text) == [
        "In danger now",
        "Children's line",
        "Travel, work and safety line",
        "Chat or text",
        "A trusted adult outside school",
        "A trusted adult in your school",
        "What happens if I call",
    ]


def test_without_any_confirmed_number_it_still_helps(client, db):
    seed_unconfirmed("UA")
    page = client.get("/help/").text
    assert re.findall(r'href="tel:([^"]+)"', page) == ["112"]
    assert "A trusted adult outside school" in page
    assert "A trusted adult in your school" in page


def test_it_helps_while_the_directory_cannot_be_read(client, db):
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE safeguarding_helpcontact RENAME TO elsewhere")
    page = client.get("/help/")
    assert page.status_code == 200
    assert "tel:112" in page.text


@pytest.mark.parametrize(
    ("age", "shown"), [(0, True), (90, True), (91, True), (180, True), (181, False), (None, False)]
)
def test_the_number_shows_while_it_is_believed(client, contact, today_is, age, shown):
    contact(age)
    page = client.get("/help/").text
    assert ("tel:116111" in page) is shown
    assert ("Checked in" in page) is (age in (91, 180))


def test_an_older_check_names_its_month(client, contact, today_is):
    contact(100)
    assert "Checked in March" in client.get("/help/").text


def test_a_call_may_stay_in_the_list_of_calls(client, every_kind):
    page = client.get("/help/").text
    numbers = set(re.findall(r'class="call" href="tel:([^"]+)"', page))
    assert numbers == {"112", *(one.number for one in every_kind if one.kind != ContactKind.CHAT)}
    assert page.count("The call may stay in this phone's call list.") == len(numbers)


def test_a_second_112_is_not_shown(client, contact, today_is):
    contact(0, kind=ContactKind.EMERGENCY, number="112")
    contact(0, kind=ContactKind.EMERGENCY, number="102")
    assert re.findall(r'href="tel:([^"]+)"', client.get("/help/").text) == ["112", "102"]


def test_it_speaks_each_language_without_a_cookie(client, contact, today_is):
    contact(0)
    response = client.get("/help/?lang=uk")
    assert '<html lang="uk">' in response.text
    assert "Лінія один" in response.text
    assert not response.cookies
    assert 'href="/help/safe/?lang=uk"' in response.text
    assert '<html lang="en">' in client.get("/help/?lang=xx").text


def test_the_country_comes_from_the_settings(client, contact, today_is, settings):
    contact(0, country="MD", number="0 800 77777")
    assert "tel:080077777" not in client.get("/help/").text
    settings.COUNTRY = "MD"
    assert "tel:080077777" in client.get("/help/").text


@pytest.mark.parametrize("path", ["/help/", "/help/safe/", "/my/privacy/"])
@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_the_pages_weigh_at_most_eight_kilobytes(client, every_kind, path, language):
    for number in range(6):
        HelpContact.objects.create(
            country="UA",
            kind=ContactKind.MIGRATION,
            verified_on=TODAY,
            number=f"0 800 {number}",
            names={code: "Лінія з безпеки поїздок і протидії торгівлі людьми" for code, _name in settings.LANGUAGES},
        )
    page = client.get(path, {"lang": language})
    assert len(gzip.compress(page.content)) <= LIMIT
    assert "https://" not in page.text.replace("https://localhost", "")


@pytest.mark.parametrize("path", PAGES)
def test_reading_leaves_no_trace(client, sign_in, student, contact, path):
    contact(0)
    sign_in(client, student)
    with CaptureQueriesContext(connection) as queries:
        response = client.get(path)
    assert {re.findall(r'FROM "(\w+)"', query["sql"])[0] for query in queries} <= {"safeguarding_helpcontact"}
    assert all(query["sql"].startswith("SELECT") and "JOIN" not in query["sql"] for query in queries)
    assert len(queries) <= 1
    assert not response.cookies


@pytest.mark.parametrize("path", PAGES)
def test_reading_does_not_even_touch_the_sign_in(client, sign_in, student, path):
    sign_in(client, student)
    before = dict(client.session.items())
    client.get(path)
    assert dict(client.session.items()) == before
    assert client.get("/sign-out/").status_code == 200  # still signed in


@pytest.mark.parametrize("path", ["/help/", "/help/safe/", "/my/privacy/"])
def test_everybody_gets_the_same_bytes(sign_in, student, teacher, path):
    browsers = [Client(), sign_in(Client(), student), sign_in(Client(), teacher)]
    assert len({browser.get(path).content for browser in browsers}) == 1


@pytest.mark.parametrize("path", ["/help/", "/help/safe/", "/my/privacy/"])
def test_a_browser_keeps_the_page_but_asks_each_time(client, db, path):
    first = client.get(path)
    assert first.headers["Cache-Control"] == "private, no-cache"
    again = client.get(path, headers={"if-none-match": first.headers["ETag"]})
    assert (again.status_code, again.content) == (304, b"")


def test_a_changed_number_is_a_new_page_at_once(client, contact, today_is):
    made = contact(0)
    first = client.get("/help/")
    HelpContact.objects.filter(pk=made.pk).update(number="116 000")
    again = client.get("/help/", headers={"if-none-match": first.headers["ETag"]})
    assert "tel:116000" in again.text


def test_a_message_for_somebody_is_not_told_here(client, sign_in, second_keeper):
    sign_in(client, second_keeper)
    client.post("/t/help/changes/nothing/", {"decision": "decline"})
    assert "messages" not in client.get("/help/").text


@pytest.mark.parametrize("path", ["/help/", "/help/safe/", "/my/privacy/", "/tools/calc/"])
def test_address_and_title_are_neutral(client, db, path):
    response = client.get(path)
    words = [path, *re.findall(r"<title>(.*?)</title>", response.text), *re.findall(r'class="([^"]*)"', response.text)]
    assert not re.search(r"traffick|exploit|abuse|violence", " ".join(words), re.IGNORECASE)


def test_help_links_to_safety_and_back(client, db):
    assert 'href="/help/safe/"' in client.get("/help/").text
    assert 'href="/help/"' in client.get("/help/safe/").text


def test_privacy_has_four_lines(client, db):
    page = client.get("/my/privacy/").text
    assert len(re.findall("<dt>", page)) == 4
    assert 'href="/sign-out/"' in page
