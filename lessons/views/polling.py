"""Answers to pages that ask every few seconds: a few bytes, or 304 when nothing is new."""

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response

from lessons.enums import POLL_MARK


def short_answer(request: HttpRequest, state: str) -> HttpResponse:
    """Return the state as plain text with its ETag; the middleware leaves only those headers that a poll needs."""
    etag = f'"{state.replace(" ", "-")}"'
    response = HttpResponse(state, content_type="text/plain")
    answer: HttpResponse = get_conditional_response(request, etag=etag, response=response) or response
    answer.headers["ETag"] = etag
    answer.headers["Cache-Control"] = "no-store"
    answer.headers[POLL_MARK] = "1"
    return answer
