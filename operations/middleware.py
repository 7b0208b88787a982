"""What surrounds every request: probes that need nothing else, one line in the log, and a count."""

import logging
from collections.abc import Callable
from time import perf_counter

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import resolve

from common import request_id
from operations.services.metrics import count_request
from safeguarding.enums import UNLOGGED_PREFIXES

GetResponse = Callable[[HttpRequest], HttpResponse]
SERVER_ERROR = 500
NO_ROUTE = "none"
# What a visit is counted as. Pages of one kind are many, so a figure says nothing about anybody.
PAGES_OF_ROUTE = {"question": "answer", "start": "sign_in", "card": "sign_in", "card_pin": "sign_in"}
PAGES_BY_PREFIX = (
    (settings.STATIC_URL, "files"),
    (settings.MEDIA_URL, "files"),
    ("/documents/", "files"),
    ("/my/", "student"),
    ("/join/", "sign_in"),
    ("/staff/", "sign_in"),
    ("/t/", "staff"),
    (settings.ADMIN_PATH, "editor"),
)
UNSEEN = (*UNLOGGED_PREFIXES, "/live/", f"{settings.STATIC_URL}safeguarding/")

logger = logging.getLogger("orientir.request")


class RequestMiddleware:
    """Gives each request a number, and writes how it ended: route, status and milliseconds, never the address.

    Visits to help, the way out, the neutral page and a running lesson leave neither a line nor a count.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let the request pass, and time it."""
        given = request.headers.get("X-Request-ID", "") if settings.TRUSTED_PROXIES else ""
        token = request_id.begin(given)
        started = perf_counter()
        try:
            response = self.get_response(request)
            if response.status_code >= SERVER_ERROR:
                response.headers["X-Request-ID"] = request_id.current()
            if not _is_unseen(request, response):
                _note(request, response.status_code, perf_counter() - started)
            return response
        finally:
            request_id.end(token)


class ProbeMiddleware:
    """Answers probes before anything asks for a session or a host name: balancers call machines by their number."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Call the probe's view, or pass the request on."""
        if request.path_info not in settings.PROBE_PATHS:
            return self.get_response(request)
        request.resolver_match = resolve(request.path_info)
        response: HttpResponse = request.resolver_match.func(request)
        return response


def _is_unseen(request: HttpRequest, response: HttpResponse) -> bool:
    is_sent_away = response.headers.get("Location") == settings.EXIT_TARGET
    return is_sent_away or request.path_info.lower().startswith(UNSEEN)


def _note(request: HttpRequest, status: int, seconds: float) -> None:
    match = request.resolver_match
    route = (match.view_name or NO_ROUTE) if match else NO_ROUTE
    pages = _pages(request, route)
    count_request(pages=pages, status=status, seconds=seconds)
    if pages == "files" and status < SERVER_ERROR:
        return
    fields = {
        "method": request.method if request.method in {"GET", "HEAD", "POST"} else "other",
        "route": route,
        "status": status,
        "ms": round(seconds * 1000),
    }
    level = logging.ERROR if status >= SERVER_ERROR else logging.INFO
    logger.log(level, "%(method)s %(route)s %(status)s %(ms)s ms", fields, extra={"fields": fields})


def _pages(request: HttpRequest, route: str) -> str:
    if request.path_info in settings.PROBE_PATHS or route == "metrics":
        return "probe"
    if route in PAGES_OF_ROUTE and (route != "question" or request.method == "POST"):
        return PAGES_OF_ROUTE[route]
    return next((pages for prefix, pages in PAGES_BY_PREFIX if request.path_info.startswith(prefix)), "public")
