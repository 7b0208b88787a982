"""Evidence as candidates add it and take it back."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.permissions import SignedInRequest, staff_required
from assessments.forms import ERRORS, OTHER_ERROR
from assessments.interactions.base import AnswerError
from certification.forms.candidate import EvidenceForm
from certification.models import Candidacy
from certification.permissions import access_own_candidacy, access_own_evidence
from certification.queries.portfolio import parts_of
from certification.services.evidence import add_evidence, withdraw_evidence
from certification.services.refusals import RuleRefused
from certification.views.acting import act
from common.http import no_store, see_other


@staff_required
@require_http_methods(["GET", "HEAD", "POST"])
@no_store
def evidence(request: SignedInRequest, candidacy_id: str) -> HttpResponse:
    """List the sign-offs with their evidence; take in another piece. A form sent twice is one piece."""
    candidacy = access_own_candidacy(request.user, candidacy_id)
    parts = parts_of(candidacy)
    rules = [part.rule for part in parts]
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    form = EvidenceForm(*posted, rules=rules, initial={"rule": request.GET.get("for", "")})
    if request.method == "POST" and form.is_valid() and _take(request, form, candidacy):
        return see_other(reverse("candidate_evidence", args=[candidacy.public_id]) + f"#{form.cleaned_data['rule']}")
    context = {"candidacy": candidacy, "parts": parts, "form": form}
    return render(request, "certification/candidate/evidence.html", context, status=422 if form.errors else 200)


def _take(request: SignedInRequest, form: EvidenceForm, candidacy: Candidacy) -> bool:
    said = form.cleaned_data
    done = _("It is in your dossier.")
    try:
        add_evidence(
            candidacy=candidacy,
            rule=form.by_code[said["rule"]],
            actor=request.user,
            data=said["file"].read() if said["file"] else b"",
            text=said["text"],
            upload_key=said["key"],
        )
    except AnswerError as refused:
        form.add_error("file", ERRORS.get(refused.code, OTHER_ERROR))
    except RuleRefused as refused:
        form.add_error(None, refused.message)
    return not form.errors and act(request, lambda: None, done)


@staff_required
@require_POST
def take_back_evidence(request: SignedInRequest, evidence_id: str) -> HttpResponse:
    """Take a piece of evidence back."""
    found = access_own_evidence(request.user, evidence_id)
    act(request, lambda: withdraw_evidence(evidence=found, actor=request.user), _("It is taken back."))
    return see_other(reverse("candidate_evidence", args=[found.candidacy.public_id]))
