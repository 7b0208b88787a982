"""A student's own practical work, on a page and as a file."""

from collections.abc import Sequence

from django.core.files.storage import default_storage
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from accounts.permissions import SignedInRequest, learner_required
from assessments.models import Attempt
from assessments.queries import may_see_feedback
from assessments.queries.portfolio import PortfolioEntry, portfolio
from common.http import no_store
from lessons.exchange.work_pdf import work_pdf

FILE_NAME = "work.pdf"


@learner_required
@require_safe
@no_store
def my_work(request: SignedInRequest) -> HttpResponse:
    """List what was marked, with the way to the file."""
    return render(request, "lessons/learner/work.html", {"entries": _own(request)})


@learner_required
@require_safe
@no_store
def my_work_file(request: SignedInRequest) -> HttpResponse:
    """Return the student's own file."""
    return work_file(_own(request))


def _own(request: SignedInRequest) -> list[PortfolioEntry]:
    """Return what the student may know of: nothing of a task whose feedback the teacher still holds back."""
    attempts = (
        Attempt.objects.counting()
        .filter(learner=request.user, sent_at__isnull=False)
        .select_related("assignment__version")
        .defer("assignment__version__structure")
        .order_by("sent_at", "pk")
    )
    return portfolio([one for one in attempts if may_see_feedback(one)], get_language())


def work_file(entries: Sequence[PortfolioEntry]) -> HttpResponse:
    """Return marked work as a file without a name in it."""
    photos = {}
    for photo in [work.photo for one in entries for work in one.works if work.photo]:
        try:
            with default_storage.open(photo.stored_as) as stored:
                photos[photo.public_id] = stored.read()
        except FileNotFoundError:  # a lost photo must not take the words with it
            continue
    pdf = work_pdf(entries, photos, get_language() or "")
    disposition = f'attachment; filename="{FILE_NAME}"'
    return HttpResponse(pdf, content_type="application/pdf", headers={"Content-Disposition": disposition})
