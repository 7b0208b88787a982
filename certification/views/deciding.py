"""Certifiers decide about dossiers: what waits, every rule with its evidence, a proposal and its confirmation."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.permissions import SignedInRequest, staff_required
from certification.enums import Decision, Reason
from certification.grading import is_complete
from certification.models import Proposal
from certification.permissions import (
    access_candidacy_to_decide,
    access_evidence_to_decide,
    appeals_in_scope,
    can_certify,
    candidacies_in_scope,
)
from certification.queries.deciding import rule_rows
from certification.queries.texts import local_programme, titles_of
from certification.services.deciding import confirm_decision, propose_decision, withdraw_proposal
from certification.views.acting import act
from certification.views.evidence_files import send_evidence
from common.http import no_store, see_other
from institutions.permissions.scopes import first_or_404

MOST_DECIDED = 50


@staff_required
@require_safe
@no_store
def waiting(request: SignedInRequest) -> HttpResponse:
    """List what waits for a decision, open appeals, and what was decided last."""
    if not can_certify(request.user):
        raise Http404
    found = candidacies_in_scope(request.user)
    rows = list(found.submitted().prefetch_related("proposals__proposed_by").order_by("submitted_at", "pk"))
    titles = titles_of([row.programme for row in rows])
    context = {
        "waiting": [(row, titles[row.programme_id]) for row in rows],
        "decided": found.filter(decided_at__isnull=False).order_by("-decided_at", "-pk")[:MOST_DECIDED],
        "appeals": appeals_in_scope(request.user).filter(decided_at=None).order_by("opened_at", "pk"),
    }
    return render(request, "certification/certifier/waiting.html", context)


@staff_required
@require_safe
@no_store
def dossier(request: SignedInRequest, candidacy_id: str) -> HttpResponse:
    """Show every rule with what it rests on, and what may be done now."""
    candidacy = access_candidacy_to_decide(request.user, candidacy_id)
    rows = rule_rows(candidacy, get_language())
    proposal = _open_proposal(candidacy.pk)
    context = {
        "candidacy": candidacy,
        "programme": local_programme(candidacy.programme),
        "rows": rows,
        "met": sum(1 for row in rows if row.finding.is_met),
        "is_complete": is_complete(row.finding for row in rows),
        "proposal": proposal,
        "is_mine": proposal is not None and proposal.proposed_by_id == request.user.pk,
        "reasons": Reason.choices,
        "relations": candidacy.relations.select_related("member").order_by("pk"),
        "history": candidacy.proposals.exclude(confirmed_at=None).select_related("proposed_by", "confirmed_by"),
    }
    return render(request, "certification/certifier/dossier.html", context)


def _open_proposal(candidacy: int) -> Proposal | None:
    found = Proposal.objects.filter(candidacy=candidacy, confirmed_at=None, withdrawn_at=None)
    return found.select_related("proposed_by").first()


@staff_required
@require_POST
@no_store
def propose(request: SignedInRequest, candidacy_id: str) -> HttpResponse:
    """Propose to award, or not to."""
    candidacy = access_candidacy_to_decide(request.user, candidacy_id)
    decision, reason = request.POST.get("decision", ""), request.POST.get("reason", "")
    act(
        request,
        lambda: propose_decision(
            candidacy=candidacy, decision=decision, reason_code=reason if decision == Decision.REFUSE else "",
            actor=request.user,
        ),
        _("Proposed. Another certifier has to confirm it."),
    )  # fmt: skip
    return see_other(reverse("certifier_dossier", args=[candidacy_id]))


@staff_required
@require_POST
@no_store
def confirm(request: SignedInRequest, candidacy_id: str) -> HttpResponse:
    """Confirm what a colleague proposed; the page names the proposal that was read."""
    candidacy = access_candidacy_to_decide(request.user, candidacy_id)
    proposal = first_or_404(candidacy.proposals.filter(public_id=request.POST.get("proposal", "")))
    proposal.candidacy = candidacy
    act(request, lambda: confirm_decision(proposal=proposal, actor=request.user), _("Decided."))
    return see_other(reverse("certifier_dossier", args=[candidacy_id]))


@staff_required
@require_POST
@no_store
def take_back(request: SignedInRequest, candidacy_id: str) -> HttpResponse:
    """Take one's own proposal back."""
    candidacy = access_candidacy_to_decide(request.user, candidacy_id)
    proposal = first_or_404(candidacy.proposals.filter(public_id=request.POST.get("proposal", "")))
    proposal.candidacy = candidacy
    act(request, lambda: withdraw_proposal(proposal=proposal, actor=request.user), _("Taken back."))
    return see_other(reverse("certifier_dossier", args=[candidacy_id]))


@staff_required
@require_safe
@no_store
def evidence(request: SignedInRequest, evidence_id: str) -> HttpResponse:
    """Send a file of evidence to an independent certifier."""
    return send_evidence(access_evidence_to_decide(request.user, evidence_id))
