"""A student at the door: scanning a card, the PIN, signing out."""

import re
import time

import pytest
from django.conf import settings
from django.test import Client

from accounts import services
from accounts.enums import SessionKey
from accounts.models import LoginCard
from accounts.services.pins import drawn_pins
from tests.factories import LearnerFactory


def signed_in(client):
    return client.session.get("_auth_user_id")


def address(issued):
    return f"/c/{issued.token}"


def test_looking_at_a_card_signs_nobody_in_and_shows_no_name(client, issued, learner):
    response = client.get(address(issued))
    assert response.status_code == 200
    assert "Sun" in response.text
    assert learner.display_name not in response.text
    assert response["Cache-Control"] == "no-store"
    assert signed_in(client) is None
    assert LoginCard.objects.get().first_used_at is None


def test_the_answer_yes_signs_in_and_leaves_the_secret_behind(client, issued, learner):
    response = client.post(address(issued))
    assert (response.status_code, response["Location"]) == (303, "/my/")
    assert signed_in(client) == str(learner.pk)


def test_the_answer_needs_the_token_of_the_form(issued):
    assert Client(enforce_csrf_checks=True).post(address(issued)).status_code == 403


def test_the_next_page_is_kept_through_the_confirmation(client, issued):
    page = client.get(address(issued), {"next": "/my/privacy/"}).text
    assert 'name="next" value="/my/privacy/"' in page
    assert client.post(address(issued), {"next": "/my/privacy/"})["Location"] == "/my/privacy/"
    assert "evil" not in client.get(address(issued), {"next": "https://evil.example/"}).text
    assert client.post(address(issued), {"next": "//evil.example/"})["Location"] == "/my/"


def test_signing_in_speaks_the_students_language_from_now_on(client, issued):
    response = client.post(address(issued))
    assert response.cookies[settings.LANGUAGE_COOKIE_NAME].value == "uk"


def test_unknown_cancelled_and_expired_cards_and_closed_accounts_look_the_same(client, issue, actor):
    cancelled, expired, closed, never_used = (issue(LearnerFactory()) for _ in range(4))
    services.cancel_card(card=cancelled.card, actor=actor)
    LoginCard.objects.filter(pk=expired.card.pk).update(expires_at=expired.card.issued_at)
    services.deactivate(user=closed.learner, actor=actor)
    addresses = [address(one) for one in (cancelled, expired, closed)] + [f"{address(never_used)}x", "/c/x", "/c/1.2.3"]
    for method in (client.get, client.post):
        answers = {(response.status_code, response.text) for response in map(method, addresses)}
        assert len(answers) == 1
        assert answers.pop()[0] == 404
    assert signed_in(client) is None


def test_a_card_replaces_whoever_was_signed_in(client, issue, issued):
    client.post(address(issued))
    second = issue(LearnerFactory())
    client.post(address(second))
    assert signed_in(client) == str(second.learner.pk)


def test_a_second_device_ends_the_first(issued):
    first, second = Client(), Client()
    first.post(address(issued))
    assert first.get("/sign-out/").status_code == 200
    second.post(address(issued))
    assert first.get("/sign-out/").status_code == 303
    assert second.get("/sign-out/").status_code == 200


def test_a_cancelled_card_ends_the_sign_in_at_the_next_request(client, issued, actor):
    client.post(address(issued))
    services.cancel_card(card=issued.card, actor=actor)
    assert client.get("/sign-out/").status_code == 303
    assert signed_in(client) is None


def test_staff_who_try_a_card_stay_signed_in_as_themselves(client, issued, staff, sign_in):
    sign_in(client, staff)
    for method in (client.get, client.post):
        response = method(address(issued))
        assert response.status_code == 409
        assert "Sign out" in response.text
    assert signed_in(client) == str(staff.pk)


def test_forty_students_behind_one_address_sign_in_within_a_minute(issue):
    cards = [issue(LearnerFactory()) for _ in range(40)]
    started = time.monotonic()
    for place, one in enumerate(cards):
        client = Client(REMOTE_ADDR="203.0.113.7")
        if place % 2:
            assert client.post(address(one)).status_code == 303
        else:
            answer = services.check_typed_number(one.number)
            assert answer == one.card
            assert client.post(address(one)).status_code == 303
        assert signed_in(client) == str(one.learner.pk)
    assert time.monotonic() - started < 60


# --- The PIN -----------------------------------------------------------------------------------------------------
@pytest.fixture
def locked_card(issue, learner):
    return issue(learner, pin_required=True)


def offered(page):
    """Return the three PINs on the page."""
    return [pin.replace(" ", "") for pin in re.findall(r"\b\d{3} \d{3}\b", page)]


@pytest.fixture
def pin(client, locked_card):
    """The PIN that was chosen at the first sign-in; the client is signed in."""
    client.post(address(locked_card))
    pins = offered(client.get("/c/pin/").text)
    client.post("/c/pin/", {"choice": "2"})
    return pins[2]


def test_at_the_first_sign_in_a_pin_is_chosen_from_three(client, locked_card, learner):
    assert client.post(address(locked_card), {"next": "/my/privacy/"})["Location"] == "/c/pin/"
    assert signed_in(client) is None
    pins = offered(client.get("/c/pin/").text)
    assert len(set(pins)) == 3
    assert offered(client.get("/c/pin/").text) == pins
    assert not any(pin in str(dict(client.session)) for pin in pins)
    assert client.post("/c/pin/", {}).status_code == 422
    assert client.post("/c/pin/", {"choice": "9"}).status_code == 422
    assert client.post("/c/pin/", {"choice": "0"})["Location"] == "/my/privacy/"
    assert signed_in(client) == str(learner.pk)
    assert SessionKey.WAITING_CARD not in client.session


def test_later_the_pin_is_asked_after_the_card(locked_card, pin, learner):
    client = Client()
    client.post(address(locked_card))
    page = client.get("/c/pin/").text
    assert offered(page) == []
    response = client.post("/c/pin/", {"pin": "000000" if pin != "000000" else "111111"})
    assert response.status_code == 422
    assert "not right" in response.text
    assert client.post("/c/pin/", {"pin": pin})["Location"] == "/my/"
    assert signed_in(client) == str(learner.pk)


def test_a_locked_pin_says_who_helps_and_never_opens(locked_card, pin):
    client = Client()
    client.post(address(locked_card))
    wrong = "000000" if pin != "000000" else "111111"
    statuses = [client.post("/c/pin/", {"pin": wrong}).status_code for _ in range(6)]
    assert statuses == [422] * 4 + [403] * 2
    assert "Your teacher can reset it" in client.get("/c/pin/").text
    assert client.post("/c/pin/", {"pin": pin}).status_code == 403
    assert signed_in(client) is None


def test_of_two_people_with_one_card_the_faster_one_chooses(locked_card, learner):
    slow, fast = Client(), Client()
    for client in (slow, fast):
        client.post(address(locked_card))
    fast.post("/c/pin/", {"choice": "0"})
    assert slow.post("/c/pin/", {"choice": "1"}).status_code == 422
    assert "Type your PIN" in slow.get("/c/pin/").text
    assert signed_in(slow) is None


def test_without_a_card_there_is_no_pin_to_type(client, db):
    assert client.get("/c/pin/")["Location"] == "/"
    assert client.post("/c/pin/", {"pin": "123456"})["Location"] == "/"


def test_a_shown_card_waits_ten_minutes(client, locked_card):
    client.post(address(locked_card))
    session = client.session
    session[SessionKey.WAITING_CARD] = session[SessionKey.WAITING_CARD] | {"at": int(time.time()) - 601}
    session.save()
    assert client.get("/c/pin/")["Location"] == "/"


def test_a_card_cancelled_while_it_waits_opens_nothing(client, locked_card, actor):
    client.post(address(locked_card))
    services.cancel_card(card=locked_card.card, actor=actor)
    assert client.post("/c/pin/", {"choice": "0"})["Location"] == "/"
    assert signed_in(client) is None


def test_the_shown_card_signs_the_person_before_out(client, issued, issue):
    client.post(address(issued))
    client.post(address(issue(LearnerFactory(), pin_required=True)))
    assert signed_in(client) is None
    assert client.get("/c/pin/").status_code == 200


def test_the_draw_belongs_to_the_card(issue):
    first, second = (issue(LearnerFactory(), pin_required=True).card for _ in range(2))
    assert drawn_pins(first, "n") != drawn_pins(second, "n")


# --- Signing out -------------------------------------------------------------------------------------------------
def test_signing_out_asks_first_and_then_clears_the_browsers_cache(client, issued):
    client.post(address(issued))
    assert client.get("/sign-out/").status_code == 200
    assert signed_in(client)
    response = client.post("/sign-out/")
    assert (response.status_code, response["Location"]) == (303, "/")
    assert response["Clear-Site-Data"] == '"cache"'
    assert signed_in(client) is None


def test_signing_out_twice_is_fine(client, db):
    assert client.get("/sign-out/")["Location"] == "/"
    assert client.post("/sign-out/", {"next": "/help/"})["Location"] == "/help/"
    assert client.post("/sign-out/", {"next": "https://evil.example/"})["Location"] == "/"
