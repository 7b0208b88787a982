"""Loading a roster: upload, preview, import. Nothing is written to any class before the last step."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.permissions import SignedInRequest, staff_required
from common.http import no_store, see_other
from institutions import services
from institutions.exchange.oneroster import RosterRefused, explain
from institutions.forms.classes import COHORT_REFUSALS, ImportForm, UploadForm
from institutions.permissions import access_own_upload, institutions_to_import
from institutions.queries.imports import plan_import

STAFF_HOME = "/t/"


@staff_required
@require_http_methods(["GET", "HEAD", "POST"])
@no_store
def upload(request: SignedInRequest) -> HttpResponse:
    """Take a OneRoster zip. What the platform does not keep is dropped while it is read."""
    institutions = institutions_to_import(request.user)
    if not institutions:
        raise Http404
    form = UploadForm(request.POST or None, request.FILES or None, institutions=institutions)
    if request.method == "POST" and form.is_valid():
        try:
            kept = services.upload_roster(
                data=form.cleaned_data["file"].read(),
                institution=form.cleaned_data["institution"],
                actor=request.user,
            )
        except RosterRefused as refusal:
            form.add_error("file", explain(refusal))
        else:
            return see_other(reverse("roster_preview", args=[kept.public_id]))
    return render(request, "institutions/import.html", {"form": form}, status=422 if form.errors else 200)


@staff_required
@require_http_methods(["GET", "HEAD", "POST"])
@no_store
def preview(request: SignedInRequest, upload_id: str) -> HttpResponse:
    """Show what the file would change, in numbers; import the chosen classes."""
    kept = access_own_upload(request.user, upload_id)
    plan = plan_import(kept, request.user)
    form = ImportForm(request.POST or None, plan=plan)
    if request.method == "POST" and form.is_valid():
        try:
            result = services.import_roster(
                upload=kept,
                keys=set(form.cleaned_data["classes"]),
                fallback_end=form.cleaned_data["fallback_end"],
                actor=request.user,
            )
        except services.CohortRefused as refusal:
            form.add_error("fallback_end", COHORT_REFUSALS[refusal.code])
        except services.ClassFull as refusal:
            form.add_error(None, _("A class has %(limit)s students at most.") % {"limit": refusal.limit})
        except services.ImportGone:
            raise Http404 from None
        else:
            messages.success(request, _told(result))
            return see_other(STAFF_HOME)
    context: dict[str, Any] = {
        "upload": kept,
        "plan": plan,
        "form": form,
        "chosen": set(request.POST.getlist("classes")) if request.method == "POST" else _ready(plan),
    }
    return render(request, "institutions/import_preview.html", context, status=422 if form.errors else 200)


@staff_required
@require_POST
@no_store
def discard(request: SignedInRequest, upload_id: str) -> HttpResponse:
    """Forget an upload."""
    services.discard_upload(upload=access_own_upload(request.user, upload_id))
    messages.success(request, _("The file is forgotten. Nothing was imported."))
    return see_other(reverse("roster_import"))


def _ready(plan: Any) -> set[str]:
    """Classes known from before are chosen; of new ones the teacher says which are theirs."""
    return {entry.key for entry in plan.classes if entry.is_allowed and entry.cohort is not None}


def _told(result: services.ImportResult) -> str:
    text = _("Imported. New classes: %(created)s. Students added: %(joined)s. Taken out: %(left)s.")
    told = text % {"created": result.created, "joined": result.joined, "left": result.left}
    if result.without_teacher:
        told += " " + _("Say on the institution's page who teaches the new classes.")
    return told
