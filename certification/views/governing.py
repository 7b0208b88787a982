"""Certifiers look after certificates: suspend, let count again, withdraw, and decide about appeals."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.permissions import SignedInRequest, staff_required
from certification.enums import CertificateState, EventKind, Outcome, Reason
from certification.permissions import access_appeal, access_certificate_to_govern
from certification.queries.held import told
from certification.queries.standing import Standing, state_on
from certification.services.appealing import decide_appeal
from certification.services.governing import reinstate, revoke, suspend
from certification.views.acting import act
from common.http import no_store, see_other


@staff_required
@require_safe
@no_store
def certificate(request: SignedInRequest, certificate_id: str) -> HttpResponse:
    """Show a certificate, what happened to it, and what may be done now."""
    found = access_certificate_to_govern(request.user, certificate_id)
    today = timezone.localdate()
    state = state_on(found, today)
    context = {
        "row": told(Standing(found, state), today),
        "certificate": found,
        "events": found.events.all(),
        "is_suspended": state == CertificateState.SUSPENDED,
        "is_revoked": state == CertificateState.REVOKED,
        "reasons": Reason.choices,
    }
    return render(request, "certification/certifier/certificate.html", context)


@staff_required
@require_POST
@no_store
def change(request: SignedInRequest, certificate_id: str) -> HttpResponse:
    """Suspend, reinstate or withdraw, by the button that was pressed."""
    found = access_certificate_to_govern(request.user, certificate_id)
    reason, wanted = request.POST.get("reason", ""), request.POST.get("change", "")
    if wanted == EventKind.REINSTATED:
        act(request, lambda: reinstate(certificate=found, actor=request.user), _("It counts again."))
    elif wanted == EventKind.REVOKED:
        act(request, lambda: revoke(certificate=found, reason_code=reason, actor=request.user), _("Withdrawn."))
    elif wanted == EventKind.SUSPENDED:
        act(request, lambda: suspend(certificate=found, reason_code=reason, actor=request.user), _("Suspended."))
    return see_other(reverse("certifier_certificate", args=[certificate_id]))


@staff_required
@require_POST
@no_store
def appeal(request: SignedInRequest, appeal_id: str) -> HttpResponse:
    """Decide about an appeal."""
    found = access_appeal(request.user, appeal_id)
    outcome = request.POST.get("outcome", "")
    done = _("The decision falls.") if outcome == Outcome.OVERTURNED else _("The decision stands.")
    act(request, lambda: decide_appeal(appeal=found, outcome=outcome, actor=request.user), done)
    return see_other(reverse("certifier_waiting"))
