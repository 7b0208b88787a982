"""Files of evidence: for whoever added them and the trainers of the group, and never as a page of ours."""

from django.core.files.storage import default_storage
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from accounts.permissions import SignedInRequest, staff_required
from certification.enums import EvidenceKind
from certification.models import Evidence
from certification.permissions import access_evidence_to_assess, access_own_evidence
from common.http import no_store
from common.outage import is_outage

TYPES = {
    EvidenceKind.PHOTO: "image/jpeg",
    EvidenceKind.PDF: "application/pdf",
    EvidenceKind.TEXT: "text/plain; charset=utf-8",
}
# Nothing in a file may run, load or send anything, whatever program opens it.
POLICY = "default-src 'none'; sandbox"


@staff_required
@require_safe
@no_store
def own_evidence_file(request: SignedInRequest, evidence_id: str) -> HttpResponse:
    """Send candidates a file of their own."""
    return send_evidence(access_own_evidence(request.user, evidence_id))


@staff_required
@require_safe
@no_store
def group_evidence_file(request: SignedInRequest, evidence_id: str) -> HttpResponse:
    """Send a trainer a file of somebody in the group."""
    return send_evidence(access_evidence_to_assess(request.user, evidence_id))


def send_evidence(found: Evidence) -> HttpResponse:
    """Return the file as an answer that no browser runs; 404 for words without a file."""
    if not found.stored_as:
        raise Http404
    kind = EvidenceKind(found.kind)
    try:
        with default_storage.open(found.stored_as) as stored:
            response = HttpResponse(stored.read(), content_type=TYPES[kind])
    except OSError as problem:
        if is_outage(problem):
            raise
        raise Http404 from problem
    way = "inline" if kind is EvidenceKind.PHOTO else "attachment"
    response.headers["Content-Disposition"] = f'{way}; filename="{found.public_id}.{kind}"'
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
