"""Real requests leave lines that say what happened, and nothing of who, which card, what answer, from where."""

import json
import logging

import pytest
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.test import Client
from django.urls import path

from accounts.services import issue_cards
from assessments.models import Attempt
from config.logs import JsonFormatter, PrivateFormatter
from config.urls import urlpatterns as real_addresses
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db

NAME = "Zqcanary-Ol"
NETWORK_NUMBER = "203.0.113.77"
TYPED = "zqtypedanswer"


def fail(request: HttpRequest, what: str) -> HttpResponse:
    """Fail like a database does, quoting the row."""
    if what == "refused":
        raise PermissionDenied(NAME)
    try:
        raise ValueError(f"DETAIL: Key (display_name)=({NAME}) already exists at {NETWORK_NUMBER}")
    except ValueError as cause:
        raise RuntimeError(NAME) from cause


urlpatterns = [path("broken/<str:what>/", fail, name="broken"), *real_addresses]


def a_day_at_school(student, teacher, given_quiz) -> list[str]:
    """Visit what people visit, rightly and wrongly; return what must not be in the log."""
    student.display_name = NAME
    student.save()
    (card,) = issue_cards(learners=[student], actor=teacher, pin_required=False)
    phone = Client(raise_request_exception=False, REMOTE_ADDR=NETWORK_NUMBER, HTTP_X_FORWARDED_FOR=NETWORK_NUMBER)
    phone.post("/", {"code": "4444 4444 4444 4444"})
    phone.get(f"/c/{card.token}")
    assert phone.post("/", {"code": card.number}).headers["Location"] == "/my/"
    phone.get("/my/")
    phone.post(f"/my/q/start/{given_quiz.public_id}/", {"next": "/my/"})
    attempt = Attempt.objects.get()
    phone.post(f"/my/q/{attempt.public_id}/1/", {"sequence": 1, "choice": TYPED, "value": TYPED})
    for address in ("/my/q/nosuchquiz/1/", "/t/", f"/?next=/c/{card.token}", f"/broken/{NAME}/", "/broken/refused/"):
        phone.get(address)
    for address in ("/help/", "/tools/calc/", "/exit", "/my/"):
        phone.get(address)
    browser = sign_in(Client(raise_request_exception=False, REMOTE_ADDR=NETWORK_NUMBER), teacher)
    browser.get(f"/t/q/{given_quiz.public_id}/")
    browser.post("/t/import/", {"pasted": NAME})
    Client(enforce_csrf_checks=True, raise_request_exception=False).post("/staff/sign-in/", {"login": NAME})
    Client(raise_request_exception=False).get("/my/", headers={"host": f"{NAME}.example.org"})
    plain = card.number.replace(" ", "")
    return [
        NAME, NETWORK_NUMBER, TYPED, plain, card.number, card.token.split(".")[1], student.public_id,
        attempt.public_id, given_quiz.public_id, teacher.display_name, "/help", "/exit", "/tools/",
    ]  # fmt: skip


class Written(logging.Handler):
    """Keeps the lines of one formatter, written at the moment of the event as in production."""

    def __init__(self, formatter: logging.Formatter) -> None:
        super().__init__()
        self.setFormatter(formatter)
        self.lines = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines.append(self.format(record))


@pytest.fixture
def day(settings, student, teacher, given_quiz):
    """The lines of a day as JSON, as private text and as they would be by themselves; and what must not be in them."""
    settings.ROOT_URLCONF = __name__
    kept = Written(JsonFormatter()), Written(PrivateFormatter("{name} {message}", style="{")), Written(None)
    root = logging.getLogger()
    for handler in kept:
        root.addHandler(handler)
    try:
        canaries = a_day_at_school(student, teacher, given_quiz)
    finally:
        for handler in kept:
            root.removeHandler(handler)
    return *(handler.lines for handler in kept), canaries


def test_no_line_holds_a_name_a_card_an_answer_or_an_address(day):
    as_json, as_text, plain, canaries = day
    assert len(as_json) == len(as_text) > 15
    lines = [line.lower() for line in as_json + as_text]
    assert [(canary, line) for canary in canaries for line in lines if canary.lower() in line] == []
    # The oracle is not blind: what Django says by itself holds them.
    assert NAME in " ".join(plain)


def test_each_request_is_one_object_with_route_status_and_time(day):
    lines = [line for line in map(json.loads, day[0]) if line["logger"] == "orientir.request"]
    routes = {line["route"] for line in lines}
    assert {"start", "card", "my_lessons", "question", "today", "class_results", "broken"} <= routes
    assert not routes & {"help", "exit", "calculator"}
    assert {line["status"] for line in lines} >= {200, 302, 303, 403, 404, 500}
    for line in lines:
        assert set(line) == {"at", "level", "logger", "request", "method", "route", "status", "ms"}
        assert line["ms"] >= 0
    assert len({line["request"] for line in lines}) == len(lines)


def test_an_error_is_told_by_its_kind_and_place_under_the_number_of_its_request(day):
    lines = list(map(json.loads, day[0]))
    (error,) = [line for line in lines if line.get("error") == "RuntimeError"]
    assert any("raise RuntimeError(NAME) from cause" in place for place in error["trace"])
    assert error["message"] == "Internal Server Error: -"
    (request,) = [line for line in lines if line.get("status") == 500]
    assert request["request"] == error["request"]


def test_who_was_sent_to_the_neutral_page_leaves_no_line(caplog, sign_in, student):
    caplog.set_level(logging.INFO)
    phone = sign_in(Client(), student)
    phone.cookies["left"] = "1"
    assert phone.get("/my/").headers["Location"] == "/tools/calc/"
    assert not [row for row in caplog.records if row.name == "orientir.request"]


def test_a_failed_page_names_its_request_for_whoever_is_asked(settings):
    settings.ROOT_URLCONF = __name__
    settings.TRUSTED_PROXIES = 1
    browser = Client(raise_request_exception=False)
    given = browser.get("/broken/x/", headers={"x-request-id": "abcdef12-from-the-proxy"})
    assert given.headers["X-Request-ID"] == "abcdef12-from-the-proxy"
    forged = browser.get("/broken/x/", headers={"x-request-id": 'x"}\n{"level": "none'})
    assert len(forged.headers["X-Request-ID"]) == 16
    assert "X-Request-ID" not in browser.get("/").headers
