"""The holder's own certificates: how they stand, the pages to print, and whether others read the name."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accounts.permissions import SignedInRequest, staff_required
from certification.permissions import access_own_certificate, can_enter_own_area, own_certificates
from certification.queries.held import held
from certification.services.naming import set_name_consent
from certification.views.pages import page_file
from common.http import no_store, see_other


@staff_required
@require_safe
@no_store
def certificates(request: SignedInRequest) -> HttpResponse:
    """List what somebody holds; 404 for people who have nothing to do with the professional track."""
    rows = held(own_certificates(request.user), timezone.localdate())
    if not rows and not can_enter_own_area(request.user):
        raise Http404
    return render(request, "certification/held.html", {"rows": rows, "languages_switch": True})


@staff_required
@require_safe
@no_store
def page(request: SignedInRequest, certificate_id: str, language: str) -> HttpResponse:
    """Return the page to print, in one of the languages."""
    return page_file(access_own_certificate(request.user, certificate_id), language)


@staff_required
@require_POST
@no_store
def name(request: SignedInRequest, certificate_id: str) -> HttpResponse:
    """Let others read the name on the check page, or no longer."""
    certificate = access_own_certificate(request.user, certificate_id)
    set_name_consent(certificate=certificate, actor=request.user, is_given=request.POST.get("show") == "yes")
    return see_other(reverse("own_certificates"))
