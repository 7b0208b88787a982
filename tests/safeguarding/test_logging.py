"""The access log knows nothing of help and of leaving."""

from datetime import timedelta
from types import SimpleNamespace

import pytest
from gunicorn.config import Config

from config.gunicorn import CardSafeLogger

pytestmark = pytest.mark.pure


@pytest.fixture
def lines(monkeypatch):
    """Serve a request to the logger and return what it wrote."""
    config = Config()
    config.set("accesslog", "-")
    config.set("access_log_format", '%(r)s %(U)s "%(f)s" %({referer}i)s %(s)s')
    logger = CardSafeLogger(config)
    written: list[str] = []
    monkeypatch.setattr(logger.access_log, "info", lambda form, atoms: written.append(form % atoms))

    def serve(path: str, referrer: str = "", location: str = "") -> list[str]:
        environ = {
            "REQUEST_METHOD": "GET",
            "RAW_URI": path,
            "PATH_INFO": path.partition("?")[0],
            "SERVER_PROTOCOL": "HTTP/1.1",
            "HTTP_REFERER": referrer,
        }
        headers = [("Location", location)] if location else []
        response = SimpleNamespace(status="303 See Other" if location else "200 OK", headers=headers, sent=1)
        request = SimpleNamespace(headers=[("REFERER", referrer)])
        logger.access(response, request, environ, timedelta(0))
        return written

    return serve


@pytest.mark.parametrize(
    "path",
    [
        "/exit",
        "/exit/return/",
        "/help/",
        "/help/?lang=uk",
        "/help/safe/",
        "/my/people/",
        "/my/people/7k2p3b4n5m/",
        "/t/requests/",
        "/tools/calc/?q=1",
        "/static/safeguarding/calc.1f.css",
    ],
)
def test_such_a_visit_leaves_no_line(lines, path):
    assert lines(path) == []


def test_a_way_sent_on_to_the_neutral_page_leaves_no_line(lines):
    assert lines("/my/l/7k2p3b4n5m/1/", location="/tools/calc/") == []


def test_other_visits_leave_one(lines):
    assert len(lines("/my/")) == 1
    assert len(lines("/my/", location="/")) == 2


@pytest.mark.parametrize("page", ["/help/", "/help/safe/?lang=uk", "/exit", "/tools/calc/"])
def test_the_page_before_is_not_named_either(lines, page):
    [line] = lines("/static/css/site.css", referrer=f"https://learn.example.org{page}")
    assert page not in line
    assert "/static/css/site.css" in line


@pytest.mark.parametrize("referrer", ["https://[broken/help/", "\x00", "https://learn.example.org/t/c/8b/"])
def test_any_referrer_is_written_without_an_error(lines, referrer):
    assert len(lines("/my/", referrer=referrer)) == 1
