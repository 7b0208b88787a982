"""No log holds the secret of a card."""

import logging
from datetime import timedelta
from types import SimpleNamespace

import pytest
from django.conf import settings
from django.test import Client
from gunicorn.config import Config
from gunicorn.glogging import Logger

from config.gunicorn import CardSafeLogger
from config.logs import CardSafeFormatter, without_card_secret

SECRET = "mKx0b3-_Zk1yQpT7uWvA9w"


@pytest.mark.pure
@pytest.mark.parametrize(
    ("written", "clean"),
    [
        (f"GET /c/482615.{SECRET} HTTP/1.1", "GET /c/482615 HTTP/1.1"),
        (f"GET /c/482615%2E{SECRET} HTTP/1.1", "GET /c/482615 HTTP/1.1"),
        (f"https://learn.example.org/c/482615.{SECRET}", "https://learn.example.org/c/482615"),
        (f"GET /?next=%2Fc%2F482615.{SECRET}&x=1", "GET /?next=%2Fc%2F482615&x=1"),
        (f"Not Found: /c/{SECRET}", "Not Found: /c/"),
        ("POST /c/pin/ HTTP/1.1", "POST /c/pin/ HTTP/1.1"),
        ("GET /t/c/8bk2m4n6pq/ HTTP/1.1", "GET /t/c/8bk2m4n6pq/ HTTP/1.1"),
        ("GET /static/c/style.css", "GET /static/c/"),
    ],
)
def test_only_the_number_of_a_card_is_left(written, clean):
    assert without_card_secret(written) == clean


def access_line(logger_class):
    environ = {
        "REQUEST_METHOD": "POST",
        "RAW_URI": f"/c/482615.{SECRET}?next=/my/",
        "PATH_INFO": f"/c/482615.{SECRET}",
        "QUERY_STRING": "next=/my/",
        "SERVER_PROTOCOL": "HTTP/1.1",
        "HTTP_REFERER": f"https://learn.example.org/c/482615.{SECRET}",
    }
    request = SimpleNamespace(headers=[("REFERER", environ["HTTP_REFERER"])])
    response = SimpleNamespace(status="303 See Other", sent=0, headers=[("Location", "/my/")])
    atoms = logger_class(Config()).atoms(response, request, environ, timedelta(seconds=0))
    return str(atoms)


@pytest.mark.pure
def test_the_access_log_writes_a_card_by_its_number():
    assert SECRET in access_line(Logger)
    line = access_line(CardSafeLogger)
    assert SECRET not in line
    assert "/c/482615?next=/my/" in line


@pytest.mark.pure
def test_the_log_of_the_site_writes_it_in_the_same_way():
    assert settings.LOGGING["formatters"]["line"]["class"] == "config.logs.CardSafeFormatter"
    record = logging.LogRecord("django.request", 30, "", 1, "%s: %s", ("Not Found", f"/c/482615.{SECRET}"), None)
    assert CardSafeFormatter("{message}", style="{").format(record) == "Not Found: /c/482615"
    try:
        raise ValueError(f"/c/482615.{SECRET}")
    except ValueError as problem:
        record.exc_info = (type(problem), problem, problem.__traceback__)
    assert SECRET not in CardSafeFormatter("{message}", style="{").format(record)


def test_refused_requests_for_a_card_leave_no_secret(db, caplog):
    Client(enforce_csrf_checks=True).post(f"/c/482615.{SECRET}")
    Client().get(f"/c/482615.{SECRET}")
    shipped = [handler for handler in logging.getLogger().handlers if isinstance(handler.formatter, CardSafeFormatter)]
    assert shipped
    lines = [handler.format(record) for handler in shipped for record in caplog.records]
    assert sum("/c/482615" in line for line in lines) == 2 * len(shipped)
    assert not any(SECRET in line for line in lines)
