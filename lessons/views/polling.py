"""Answers to pages that ask every few seconds: a few bytes, or 304 when nothing is new."""

from django.http import HttpRequest, HttpResponse
from django.utils.cache import get_conditional_response
from django.views.decorators.http import require_safe

from lessons.enums import POLL_MARK
from lessons.queries.presence import note_present
from lessons.queries.pulse import pulse


def short_answer(request: HttpRequest, state: str) -> HttpResponse:
    """Return the state as plain text with its ETag; the middleware leaves only those headers that a poll needs."""
    etag = f'"{state.replace(" ", "-")}"'
    response = HttpResponse(state, content_type="text/plain")
    answer: HttpResponse = get_conditional_response(request, etag=etag, response=response) or response
    answer.headers["ETag"] = etag
    answer.headers["Cache-Control"] = "no-store"
    answer.headers[POLL_MARK] = "1"
    return answer


@require_safe
def live_state(request: HttpRequest, run_id: str) -> HttpResponse:
    """Say in a few bytes what phones show now. Meets no session: whoever asks gets the same."""
    note_present(run_id, request.GET.get("p", ""))
    return short_answer(request, pulse(run_id))
