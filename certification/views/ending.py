"""Certificates that end soon or have just ended, for certifiers."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accounts.permissions import SignedInRequest, staff_required
from certification.permissions import access_certificate_to_govern, can_certify, certificates_in_scope
from certification.queries.ending import ending
from certification.views.pages import page_file
from common.http import no_store


@staff_required
@require_safe
@no_store
def certificates_ending(request: SignedInRequest) -> HttpResponse:
    """List them, the next end first."""
    if not can_certify(request.user):
        raise Http404
    rows = ending(certificates_in_scope(request.user), timezone.localdate())
    return render(request, "certification/ending.html", {"rows": rows, "languages_switch": True})


@staff_required
@require_safe
@no_store
def page(request: SignedInRequest, certificate_id: str, language: str) -> HttpResponse:
    """Return the page to print of somebody in scope."""
    return page_file(access_certificate_to_govern(request.user, certificate_id), language)
