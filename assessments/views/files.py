"""Handed-in files: for whoever handed them in and the teachers of the class, and never as a page of ours."""

from django.core.files.storage import default_storage
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from accounts.models import User
from accounts.permissions import SignedInRequest, learner_required, staff_required
from assessments.models import FileKind
from assessments.permissions import access_answer_file
from common.http import no_store
from common.outage import is_outage

TYPES = {FileKind.PHOTO: "image/jpeg", FileKind.PDF: "application/pdf", FileKind.TEXT: "text/plain; charset=utf-8"}
# Nothing in a file may run, load or send anything, whatever program opens it.
POLICY = "default-src 'none'; sandbox"


@learner_required
@require_safe
@no_store
def own_file(request: SignedInRequest, file_id: str) -> HttpResponse:
    """Send a student a file of their own."""
    return _send(request.user, file_id)


@staff_required
@require_safe
@no_store
def class_file(request: SignedInRequest, file_id: str) -> HttpResponse:
    """Send a teacher a file of a student they teach."""
    return _send(request.user, file_id)


def _send(user: User, file_id: str) -> HttpResponse:
    found = access_answer_file(user, file_id)
    kind = FileKind(found.kind)
    try:
        with default_storage.open(found.stored_as) as stored:
            response = HttpResponse(stored.read(), content_type=TYPES[kind])
    except OSError as problem:
        if is_outage(problem):
            raise
        raise Http404 from problem
    # A photo was drawn anew by us and shows in its page; what somebody else wrote is only ever saved.
    way = "inline" if kind is FileKind.PHOTO else "attachment"
    response.headers["Content-Disposition"] = f'{way}; filename="{found.public_id}.{kind}"'
    response.headers["Content-Security-Policy"] = POLICY
    response.headers["X-Content-Type-Options"] = "nosniff"
    return response
