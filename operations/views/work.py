"""Jobs: one's own, or everybody's for those who look after the installation."""

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import condition, require_POST, require_safe

from accounts.permissions import SignedInRequest, staff_required
from common.http import no_store, revalidate, see_other
from jobs import services as jobs
from jobs.models import VIEW_ALL
from jobs.permissions import access_job
from operations import services
from operations.queries.work import SHOWN, Work, in_words, visible_jobs

PAGE = 50


@staff_required
@require_safe
@no_store
def list_jobs(request: SignedInRequest) -> HttpResponse:
    """List what somebody asked for, or all work of the installation."""
    shown = request.GET.get("show", "")
    shown = shown if shown in SHOWN else ""
    page = Paginator(visible_jobs(request.user, shown), PAGE).get_page(request.GET.get("page"))
    words = {"": _("All"), "open": _("Waiting and running"), "failed": _("Failed")}
    here = reverse("jobs")
    context = {
        "page_obj": page,
        "rows": [in_words(job, request.user) for job in page],
        "tabs": [(label, f"{here}?show={key}" if key else here, key == shown) for key, label in words.items()],
        "query": f"show={shown}" if shown else "",
        "sees_all": request.user.has_perm(VIEW_ALL),
    }
    return render(request, "operations/jobs.html", context)


@staff_required
@require_safe
@no_store
def show_job(request: SignedInRequest, job_id: str) -> HttpResponse:
    """Show one job: how far it is, what came out, what can be done about it."""
    work = in_words(access_job(request.user, job_id), request.user)
    return render(request, "operations/job.html", {"work": work, "job": work.job, "tag": _tag(work)})


@staff_required
@require_safe
def job_state(request: SignedInRequest, job_id: str) -> HttpResponse:
    """Answer the page that watches a job: how far it is, or 304 while nothing has changed."""
    work = in_words(access_job(request.user, job_id), request.user)
    job = work.job

    @condition(etag_func=lambda _request: _tag(work))
    def answer(_request: SignedInRequest) -> HttpResponse:
        return JsonResponse(
            {
                "status": job.status,
                "words": job.get_status_display(),
                "progress": job.progress,
                "message": job.message,
                "is_finished": job.is_finished,
            }
        )

    response: HttpResponse = answer(request)
    return revalidate(response)


@staff_required
@require_POST
@no_store
def cancel_job(request: SignedInRequest, job_id: str) -> HttpResponse:
    """Stop a job."""
    job = access_job(request.user, job_id)
    try:
        job = services.cancel_job(job=job, actor=request.user)
    except PermissionDenied:
        raise Http404 from None
    if job.status == "cancelled":
        messages.success(request, _("The work is stopped."))
    else:
        messages.info(request, _("The work had ended before."))
    return see_other(reverse("job", args=[job_id]))


@staff_required
@require_POST
@no_store
def retry_job(request: SignedInRequest, job_id: str) -> HttpResponse:
    """Ask for the same work again."""
    job = access_job(request.user, job_id)
    try:
        again = services.retry_job(job=job, actor=request.user)
    except PermissionDenied:
        raise Http404 from None
    except jobs.NotRetried:
        messages.error(request, _("This work cannot be done again: it is done, or still going on."))
        return see_other(reverse("job", args=[job_id]))
    messages.success(request, _("The work is asked for again."))
    return see_other(reverse("job", args=[again.public_id]))


def _tag(work: Work) -> str:
    return f'"{work.job.status}-{work.job.attempts}-{work.job.progress}-{len(work.job.message)}"'
