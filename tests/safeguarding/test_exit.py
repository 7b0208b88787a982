"""The way out: exact headers, whatever the state of session and database, and nothing kept about it."""

import pytest
from django.conf import settings
from django.contrib.sessions.models import Session
from django.core.signals import request_finished
from django.db import close_old_connections, connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from audit.models import AuditEntry
from safeguarding.services import leave

SESSION = settings.SESSION_COOKIE_NAME


def headers(response) -> dict[str, str]:
    """Return the headers that say what leaving does."""
    return {name: response.headers.get(name) for name in ("Location", "Cache-Control", "Clear-Site-Data")}


LEFT = {"Location": "/tools/calc/", "Cache-Control": "no-store", "Clear-Site-Data": '"cache"'}


def test_leaving_answers_exactly_this():
    response = Client().get("/exit")
    assert response.status_code == 303
    assert headers(response) == LEFT
    assert response.content == b""
    assert response.cookies["left"].output(header="").strip() == "left=1; Path=/; SameSite=Lax"
    assert list(response.cookies) == ["left"]


def test_over_https_the_cookie_is_secure(settings):
    settings.INSECURE_LAN = False
    assert Client().get("/exit").cookies["left"]["secure"] is True


def test_the_cookie_is_readable_for_scripts_and_ends_with_the_browser():
    cookie = Client().get("/exit").cookies["left"]
    assert (cookie["httponly"], cookie["max-age"], cookie["expires"]) == ("", "", "")


@pytest.mark.parametrize("method", ["get", "head", "post", "put", "delete", "options"])
def test_every_method_leaves(method):
    response = getattr(Client(enforce_csrf_checks=True), method)("/exit")
    assert (response.status_code, headers(response)) == (303, LEFT)


def test_leaving_ends_the_sign_in_on_the_server_and_in_the_browser(client, sign_in, student):
    sign_in(client, student)
    key = client.session.session_key
    response = client.get("/exit")
    assert not Session.objects.filter(session_key=key).exists()
    assert response.cookies[SESSION]["max-age"] == 0
    # What is left of the way out leads away from staff's pages, too; without it one is a stranger there.
    assert client.get("/t/help/").status_code == 303
    del client.cookies["left"]
    assert client.get("/t/help/").status_code == 302


def test_leaving_twice_changes_nothing_more(client, sign_in, student):
    sign_in(client, student)
    assert headers(client.get("/exit")) == headers(client.get("/exit")) == LEFT


def test_a_session_that_cannot_be_read_is_left_too(db):
    Session.objects.create(session_key="k" * 32, session_data="broken", expire_date="2099-01-01T00:00Z")
    client = Client()
    client.cookies[SESSION] = "k" * 32
    assert headers(client.get("/exit")) == LEFT
    assert not Session.objects.exists()


@pytest.mark.parametrize("key", ["", "x", "../../etc", "é" * 40, "k" * 5000])
def test_nonsense_for_a_session_is_left_too(db, key):
    assert headers(Client(headers={"cookie": f"{SESSION}={key}"}).get("/exit")) == LEFT


def test_leaving_works_while_the_database_does_not():
    # Without the `db` fixture every query raises.
    client = Client()
    client.cookies[SESSION] = "k" * 32
    response = client.get("/exit")
    assert headers(response) == LEFT
    assert response.cookies[SESSION]["max-age"] == 0


def test_the_answer_is_out_before_the_database_is_asked(client, sign_in, student, rf):
    sign_in(client, student)
    request = rf.get("/exit", headers={"cookie": f"{SESSION}={client.session.session_key}"})
    request_finished.disconnect(close_old_connections)
    try:
        with CaptureQueriesContext(connection) as queries:
            response = leave(request)
            before = len(queries)
            response.close()
    finally:
        request_finished.connect(close_old_connections)
    assert before == 0
    assert not Session.objects.exists()


def test_nothing_is_kept_about_leaving(client, sign_in, student):
    sign_in(client, student)
    entries = AuditEntry.objects.count()
    with CaptureQueriesContext(connection) as queries:
        client.get("/exit")
    assert {query["sql"].split()[0] for query in queries} <= {"SELECT", "DELETE", "SAVEPOINT", "RELEASE"}
    assert AuditEntry.objects.count() == entries


def test_an_untold_message_does_not_wait_for_the_next_person(client):
    client.cookies["messages"] = "something personal"
    assert client.get("/exit").cookies["messages"]["max-age"] == 0


def test_a_partner_may_name_another_target(settings):
    settings.EXIT_TARGET = "https://weather.example/"
    assert Client().get("/exit").headers["Location"] == "https://weather.example/"
