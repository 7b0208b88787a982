"""The page that lists the cast, and the door that opens for each of them."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.services import IssuedCard
from common.http import no_store, see_other
from demo.enums import CastRole
from demo.queries import is_safe, parts
from demo.services import DoorClosed, print_card
from demo.services import sign_in_as as open_door


@require_safe
@no_store
def cast(request: HttpRequest) -> HttpResponse:
    """List the roles with something to try; say so when the door is shut."""
    return _page(request)


@require_POST
@no_store
def card(request: HttpRequest) -> HttpResponse:
    """Show a fresh card number to type on the start page."""
    try:
        return _page(request, print_card())
    except DoorClosed:
        raise Http404 from None


@require_POST
@no_store
def sign_in_as(request: HttpRequest, role: str) -> HttpResponse:
    """Sign in as a member of the cast and go to where their work begins."""
    try:
        person = open_door(request=request, role=CastRole(role))
    except (DoorClosed, ValueError):
        raise Http404 from None
    return see_other(reverse("my_lessons" if person.is_learner else "today"))


def _page(request: HttpRequest, issued: IssuedCard | None = None) -> HttpResponse:
    context = {
        "title": _("Try it out"),
        "parts": parts() if is_safe() else [],
        "is_shut": not is_safe(),
        "issued": issued,
        "languages_switch": True,
    }
    return render(request, "demo/cast.html", context)
