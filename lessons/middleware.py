"""Polls travel light: thirty phones ask every few seconds, and most of a short answer would be its headers."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from lessons.enums import POLL_MARK

GetResponse = Callable[[HttpRequest], HttpResponse]
# A script reads the answer and no browser draws it, so that no policy about drawing is missed.
NEEDED = frozenset({"content-type", "content-length", "etag", "cache-control", "x-content-type-options"})


class PollMiddleware:
    """Takes from the answer to a poll every header that it does not need; stands outside whatever adds them."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Let the request pass, and lighten a poll's answer."""
        response = self.get_response(request)
        if POLL_MARK in response.headers:
            for name in [name for name in response.headers if name.lower() not in NEEDED]:
                del response.headers[name]
        return response
