"""After leaving, the pages stay closed until somebody signs in on purpose or presses the start page's button."""

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session

from accounts.services import issue_cards

GUARDED = ["/my/", "/my/l/7k2p3b4n5m/1/", "/my/q/7k2p3b4n5m/check/", "/my/privacy/", "/help/", "/help/safe/", "/live/",
           "/t/", "/t/l/7k2p3b4n5m/stored/", "/present/7k2p3b4n5m/"]  # fmt: skip


@pytest.fixture
def card_address(student, teacher) -> str:
    """Where the student's card leads."""
    [issued] = issue_cards(learners=[student], actor=teacher, pin_required=False)
    return f"/c/{issued.token}"


@pytest.mark.parametrize("path", GUARDED)
@pytest.mark.parametrize("method", ["get", "head", "post"])
def test_going_back_to_a_lesson_or_to_help_shows_the_neutral_page(left, method, path):
    response = getattr(left, method)(path)
    assert (response.status_code, response.headers["Location"]) == (303, "/tools/calc/")
    assert response.headers["Cache-Control"] == "no-store"
    assert response.content == b""


@pytest.mark.parametrize("path", ["", "lesson-1/", "course-1-uk/module-1-uk/lesson-1-uk/"])
@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_pages_of_the_public_site_are_closed_too(left, language, path):
    assert left.get(f"/{language}/{path}").status_code == 303


def test_a_live_page_is_closed_and_opens_again(left, client, site_tree):
    address = site_tree.lesson_uk.url
    assert client.get(address).status_code == 200
    assert left.get(address).headers["Location"] == "/tools/calc/"


@pytest.mark.parametrize("path", ["/MY/", "/Help/", "/Uk/"])
def test_capital_letters_open_nothing(left, path):
    assert left.get(path).status_code == 303


@pytest.mark.parametrize("path", ["/", "/tools/calc/", "/staff/sign-in/"])
def test_what_leads_back_stays_open(left, path, db):
    assert left.get(path).status_code == 200


def test_other_values_of_the_cookie_close_nothing(client, db):
    client.cookies["left"] = "0"
    assert client.get("/help/").status_code == 200


def test_signing_in_with_a_card_opens_the_pages(left, card_address):
    assert "left" not in left.get(card_address).cookies
    response = left.post(card_address)
    assert response.headers["Location"] == "/my/"
    assert response.cookies["left"]["max-age"] == 0
    assert left.get("/help/").status_code == 200


def test_a_wrong_card_opens_nothing(left, db):
    assert "left" not in left.post("/c/123456.nonsense").cookies
    assert left.get("/help/").status_code == 303


def test_a_sign_in_from_before_the_exit_opens_nothing(client, card_address):
    client.post(card_address)
    # The browser set the cookie, but its request for the exit never arrived.
    client.cookies["left"] = "1"
    assert "left" not in client.get("/sign-out/").cookies
    assert client.get("/help/").status_code == 303


def test_an_exit_that_never_arrived_is_finished_by_the_next_guarded_page(client, card_address):
    client.post(card_address)
    client.cookies["left"] = "1"
    assert client.get("/my/").cookies[settings.SESSION_COOKIE_NAME]["max-age"] == 0
    assert not Session.objects.exists()


def test_the_start_page_forgets_the_sign_in_of_an_unfinished_exit(client, card_address):
    client.post(card_address)
    client.cookies["left"] = "1"
    response = client.get("/")
    assert response.status_code == 200
    assert "/exit/return/" in response.text


def test_the_start_page_offers_the_way_back_only_after_leaving(client, left, db):
    assert "/exit/return/" not in client.get("/").text
    page = left.get("/").text
    assert 'action="/exit/return/"' in page
    assert "Continue" in page


def test_the_button_opens_the_pages_and_signs_nobody_in(client, card_address):
    client.post(card_address)
    client.cookies["left"] = "1"
    response = client.post("/exit/return/")
    assert (response.status_code, response.headers["Location"]) == (303, "/")
    assert response.cookies["left"]["max-age"] == 0
    assert client.get("/help/").status_code == 200
    assert client.get("/sign-out/").status_code == 303  # signed out already


def test_a_link_to_the_button_opens_nothing(left, db):
    assert "left" not in left.get("/exit/return/").cookies
    assert left.get("/help/").status_code == 303


def test_another_site_cannot_press_the_button(db):
    from django.test import Client

    strict = Client(enforce_csrf_checks=True)
    strict.cookies["left"] = "1"
    assert strict.post("/exit/return/").status_code == 403
