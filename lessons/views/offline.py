"""Learning without a network: what a device keeps, the page it shows meanwhile, and the worker that serves both."""

from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from accounts.permissions import SignedInRequest, learner_required
from assessments.services import issue_tickets, sealing_key
from common.http import no_store, revalidate
from institutions.queries.classes import class_mark
from lessons import queries


@learner_required
@require_safe
@no_store
def contents(request: SignedInRequest) -> HttpResponse:
    """Say what can be kept of the class's lessons, and give start tickets to this browser's tab.

    ``owner`` changes with the classes, so that a shared tablet drops what belongs to another class.
    """
    stored = queries.storable(request.user, get_language())
    return JsonResponse(
        {
            "owner": class_mark(request.user),
            "lessons": [
                {"title": row.title, "url": row.url, "pages": row.pages, "mark": row.mark, "next": row.is_next}
                for row in stored
            ],
            "key": sealing_key(),
            "tickets": {
                one.assignment: {"attempt": one.attempt, "ticket": one.ticket, "answered": one.answered}
                | ({"items": one.items} if one.items else {})
                for one in issue_tickets(learner=request.user)
            },
        }
    )


@require_safe
def shell(request: HttpRequest) -> HttpResponse:
    """Show what stands on this device; kept by the worker and shown where a page cannot be reached."""
    return revalidate(render(request, "lessons/learner/offline.html"))


@require_safe
def worker(_request: HttpRequest) -> HttpResponse:
    """Serve the service worker from the root, so that it may look after every page of a student."""
    if settings.INSECURE_LAN and settings.IS_PRODUCTION:
        raise Http404
    found = finders.find("js/worker.js")
    if found is None:
        raise Http404
    response = HttpResponse(Path(str(found)).read_bytes(), content_type="text/javascript")
    return revalidate(response)
