"""When database or disk are away: 503, a plain page in the reader's language, and what was typed is kept."""

import pytest
from django.contrib.sessions.exceptions import SessionInterrupted
from django.db import OperationalError
from django.http import HttpRequest
from django.test import Client
from django.urls import path

from common.outage import is_outage

MARK = "Zq<script>7731"


def fails(request: HttpRequest, how: str):
    """Fail as one of the things that fail."""
    if how == "database":
        raise OperationalError("server closed the connection unexpectedly: password=hunter2")
    if how == "disk":
        raise OSError(28, "No space left on device: /srv/secret")
    if how == "session":
        try:
            raise OperationalError("disk I/O error")
        except OperationalError:
            raise SessionInterrupted("The request's session was deleted.")  # noqa: B904  as Django does it
    raise ValueError("a defect of our own: /srv/secret")


urlpatterns = [
    path("my/q/<str:how>/", fails),
    path("c/<str:how>", fails),
]
handler400 = "cms.views.bad_request"
handler500 = "cms.views.server_error"


@pytest.fixture
def browser(settings):
    settings.ROOT_URLCONF = __name__
    return Client(raise_request_exception=False)


@pytest.mark.parametrize("how", ["database", "disk", "session"])
def test_an_outage_is_a_503_that_says_when_to_come_back(browser, how):
    answer = browser.get(f"/my/q/{how}/")
    assert answer.status_code == 503
    assert answer["Retry-After"] == "5"
    assert answer["Cache-Control"] == "no-store"
    assert "Content-Security-Policy" in answer
    assert f'href="/my/q/{how}/"' in answer.text
    for secret in ("hunter2", "Traceback", "OperationalError", "/srv/"):
        assert secret not in answer.text


def test_a_defect_of_our_own_stays_a_500(browser):
    answer = browser.get("/my/q/defect/")
    assert answer.status_code == 500
    assert "Traceback" not in answer.text
    assert "/srv/" not in answer.text


def test_the_page_speaks_the_readers_language(browser, settings):
    browser.cookies[settings.LANGUAGE_COOKIE_NAME] = "uk"
    assert 'lang="uk"' in browser.get("/my/q/database/").text


def test_a_typed_answer_is_kept_and_escaped(browser):
    answer = browser.post("/my/q/database/", {"choice": ["a", "b"], "sequence": "3", "text": MARK})
    assert answer.status_code == 503
    assert 'action="/my/q/database/"' in answer.text
    for field in ('name="choice" value="a"', 'name="choice" value="b"', 'name="sequence" value="3"'):
        assert field in answer.text
    assert "Zq&lt;script&gt;7731" in answer.text
    assert MARK not in answer.text


def test_secrets_are_not_repeated(browser):
    answer = browser.post("/c/database", {"pin": MARK})
    assert answer.status_code == 503
    assert "Zq" not in answer.text


def test_more_than_a_form_of_ours_holds_is_not_repeated(browser):
    answer = browser.post("/my/q/database/", {"text": MARK * 5000})
    assert answer.status_code == 503
    assert "Zq" not in answer.text


def test_a_session_that_somebody_else_ended_is_still_a_bad_request(browser, monkeypatch):
    monkeypatch.setattr("cms.views.answers.is_outage", lambda error: is_outage(None))
    assert browser.get("/my/q/session/").status_code == 400
