"""Question banks of other systems in the CMS: upload, preview, import with progress."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from wagtail.models import Locale

from accounts.permissions import SignedInRequest
from assessments.exchange.banks import words
from assessments.exchange.banks.base import BankError, Finding
from assessments.exchange.banks.table import template as table_template
from assessments.forms import BankImportForm, BankUploadForm
from assessments.models import BankUpload
from assessments.permissions import access_own_bank, access_own_import, can_import
from assessments.queries.banks import BankPlan, plan_bank
from assessments.services.banks import BankGone, discard_bank, import_bank, upload_bank
from common.http import no_store, see_other

TYPES = {
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@require_http_methods(["GET", "HEAD", "POST"])
@no_store
def upload(request: SignedInRequest) -> HttpResponse:
    """Take a file and read it. Nothing is imported yet."""
    if not can_import(request.user):
        raise PermissionDenied
    form = BankUploadForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        try:
            kept = upload_bank(
                data=file.read(), name=file.name, format_name=form.cleaned_data["format"], actor=request.user
            )
        except BankError as refused:
            form.add_error("file", words.explain_refusal(refused.reason, refused.place))
        else:
            return see_other(reverse("bank_preview", args=[kept.public_id]))
    return render(request, "assessments/author/bank_upload.html", {"form": form}, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@no_store
def preview(request: SignedInRequest, upload_id: str) -> HttpResponse:
    """Show what is new, what is here already and what is left out and why; POST asks for the import."""
    kept = access_own_bank(request.user, upload_id)
    if not kept.is_read or kept.refusal:
        refusal = words.explain_refusal(kept.refusal, kept.refusal_place) if kept.refusal else ""
        return render(request, "assessments/author/bank_reading.html", {"upload": kept, "refusal": refusal})
    form = BankImportForm(request.POST or None, initial={"locale": _chosen(request)})
    if request.method == "POST" and form.is_valid():
        try:
            job = import_bank(upload=kept, actor=request.user, **form.cleaned_data)
        except BankGone:
            raise Http404 from None
        return see_other(reverse("bank_import", args=[job.public_id]))
    plan = plan_bank(kept, _chosen(request))
    context = {"upload": kept, "form": form, **_told(kept, plan)}
    return render(request, "assessments/author/bank_preview.html", context, status=422 if form.errors else 200)


@require_POST
@no_store
def discard(request: SignedInRequest, upload_id: str) -> HttpResponse:
    """Forget an upload."""
    discard_bank(upload=access_own_bank(request.user, upload_id))
    messages.success(request, _("The file is forgotten. Nothing was imported."))
    return see_other(reverse("bank_upload"))


@require_safe
@no_store
def progress(request: SignedInRequest, job_id: str) -> HttpResponse:
    """Show how far an import is, and what came of it."""
    job = access_own_import(request.user, job_id)
    return render(request, "assessments/author/bank_import.html", {"job": job})


@require_safe
def template(request: SignedInRequest, file_type: str) -> HttpResponse:
    """Return the empty table for teachers."""
    if not can_import(request.user):
        raise PermissionDenied
    if file_type not in TYPES:
        raise Http404
    headers = {"Content-Disposition": f'attachment; filename="questions.{file_type}"'}
    return HttpResponse(table_template(file_type), content_type=TYPES[file_type], headers=headers)


def _chosen(request: SignedInRequest) -> Locale:
    """Return the language asked for, else the one the author works in."""
    asked = request.POST.get("locale") or request.GET.get("locale") or ""
    found = Locale.objects.filter(pk=asked).first() if asked.isascii() and asked.isdigit() and len(asked) < 10 else None  # noqa: PLR2004
    return found or Locale.get_default()


def _told(upload: BankUpload, plan: BankPlan) -> dict[str, Any]:
    return {
        "plan": plan,
        "format": words.FORMATS.get(upload.format, upload.format),
        "questions": [(one, words.explain_place(one.place)) for one in plan.questions],
        "reported": [_row(finding) for finding in plan.reported],
        "notes": [(words.REASONS[reason], count, [_row(one) for one in found]) for reason, count, found in plan.notes],
    }


def _row(finding: Finding) -> dict[str, object]:
    return {
        "place": words.explain_place(finding.place),
        "name": finding.name,
        "kind": finding.kind,
        "reason": words.REASONS[finding.reason],
        "detail": finding.detail,
    }
