"""Bringing a pack in: the file, what it would change, the decision, and what came of it."""

from django.core.exceptions import PermissionDenied
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from accounts.permissions import SignedInRequest
from common.http import no_store, see_other
from jobs.enums import JobStatus
from packs.enums import PREVIEW_JOB
from packs.forms import PackImportForm, PackUploadForm
from packs.permissions import access_own_pack_job, can_bring_packs
from packs.services.uploads import ask_for_import, upload_pack


@require_http_methods(["GET", "HEAD", "POST"])
@no_store
def upload(request: SignedInRequest) -> HttpResponse:
    """Take a file. Nothing is imported yet."""
    if not can_bring_packs(request.user):
        raise PermissionDenied
    form = PackUploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        job = upload_pack(file=file, name=file.name, actor=request.user, language=get_language() or "en")
        return see_other(reverse("pack_job", args=[job.public_id]))
    return render(request, "packs/upload.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@no_store
def job(request: SignedInRequest, job_id: str) -> HttpResponse:
    """Show what was found or done; POST asks for the import of what was looked at."""
    found = access_own_pack_job(request.user, job_id)
    is_ready = found.kind == PREVIEW_JOB and found.status == JobStatus.DONE and "refused" not in found.result
    form = None
    if is_ready:
        form = PackImportForm(request.POST or None, is_trusted=found.result["is_trusted"])
        if request.method == "POST" and form.is_valid():
            asked = ask_for_import(
                preview=found,
                publish=form.cleaned_data["publish"],
                accept=form.cleaned_data.get("accept", False),
                actor=request.user,
            )
            return see_other(reverse("pack_job", args=[asked.public_id]))
    context = {
        "job": found,
        "form": form,
        "is_preview": found.kind == PREVIEW_JOB,
        "is_waiting": found.status in (JobStatus.QUEUED, JobStatus.RUNNING),
        "is_failed": found.status in (JobStatus.FAILED, JobStatus.CANCELLED),
    }
    return render(request, "packs/job.html", context, status=422 if form is not None and form.errors else 200)
