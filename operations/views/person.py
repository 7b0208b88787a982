"""One student's data on request: find the place, hand over a copy, remove everything; and one's own copy for staff."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.permissions import SignedInRequest, factor_required, staff_required
from common.http import no_store, see_other
from institutions.models import Enrolment
from institutions.permissions import access_answered_enrolment, access_institution_to_answer_for
from institutions.services import pupil_rows_left
from operations import services
from operations.forms import REFUSALS, FindPlaceForm, ReasonForm, SureForm


@staff_required
@require_http_methods(["GET", "HEAD", "POST"])
@no_store
def find(request: SignedInRequest, institution_id: str) -> HttpResponse:
    """Ask for class and seat of the student whose family asks; no list of names is shown."""
    institution = access_institution_to_answer_for(request.user, institution_id)
    form = FindPlaceForm(request.POST or None, institution=institution)
    if request.method == "POST" and form.is_valid():
        return see_other(reverse("person", args=[form.cleaned_data["enrolment"].public_id]))
    context = {"institution": institution, "form": form}
    return render(request, "operations/find_person.html", context, status=422 if form.errors else 200)


@staff_required
@require_safe
@no_store
def person(request: SignedInRequest, enrolment_id: str) -> HttpResponse:
    """Offer a copy or the removal of everything held on the student of one seat."""
    return _offer(request, access_answered_enrolment(request.user, enrolment_id), ReasonForm())


@staff_required
@require_POST
@factor_required
@no_store
def hand_over(request: SignedInRequest, enrolment_id: str) -> HttpResponse:
    """Download everything held on the student; the log says who took it and why."""
    enrolment = access_answered_enrolment(request.user, enrolment_id)
    form = ReasonForm(request.POST)
    if form.is_valid():
        try:
            content = services.export_learner(
                learner=enrolment.learner, actor=request.user, reason=form.cleaned_data["reason"]
            )
        except (services.ExportRefused, services.ErasureRefused) as refusal:
            form.add_error("reason", str(REFUSALS[refusal.code]))
        else:
            return _download(content, f"seat-{enrolment.seat_number}")
    return _offer(request, enrolment, form, status=422)


@staff_required
@require_POST
@factor_required
@no_store
def check_removal(request: SignedInRequest, enrolment_id: str) -> HttpResponse:
    """Show whose data would go, once a reason is given; nothing is removed yet. Seeing the name is logged."""
    enrolment = access_answered_enrolment(request.user, enrolment_id)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _offer(request, enrolment, form, status=422)
    try:
        services.look_before_erasing(learner=enrolment.learner, actor=request.user, reason=form.cleaned_data["reason"])
    except services.ErasureRefused as refusal:
        form.add_error("reason", str(REFUSALS[refusal.code]))
        return _offer(request, enrolment, form, status=422)
    return _ask_if_sure(request, enrolment, SureForm(initial=form.cleaned_data))


@staff_required
@require_POST
@factor_required
@no_store
def remove(request: SignedInRequest, enrolment_id: str) -> HttpResponse:
    """Remove everything held on the student, for good."""
    enrolment = access_answered_enrolment(request.user, enrolment_id)
    form = SureForm(request.POST)
    if "reason" not in form.data or ReasonForm(request.POST).errors:
        return _offer(request, enrolment, ReasonForm(request.POST), status=422)
    if not form.is_valid():
        return _ask_if_sure(request, enrolment, form, status=422)
    institution_id = enrolment.cohort.institution.public_id
    try:
        services.erase_learner(learner=enrolment.learner, actor=request.user, reason=form.cleaned_data["reason"])
    except services.ErasureRefused as refusal:
        form.add_error("reason", str(REFUSALS[refusal.code]))
        return _ask_if_sure(request, enrolment, form, status=422)
    messages.success(request, _("Everything that was held on this student is deleted."))
    return see_other(reverse("person_find", args=[institution_id]))


@staff_required
@require_safe
@no_store
def own(request: SignedInRequest) -> HttpResponse:
    """Say what a member of staff can ask for about themselves."""
    return render(request, "operations/own_data.html")


@staff_required
@require_POST
@factor_required
@no_store
def own_copy(request: SignedInRequest) -> HttpResponse:
    """Download everything held on the member of staff who asks."""
    return _download(services.export_staff(user=request.user), "own")


def _offer(request: SignedInRequest, enrolment: Enrolment, form: ReasonForm, *, status: int = 200) -> HttpResponse:
    left = pupil_rows_left(request.user)
    context = {"enrolment": enrolment, "cohort": enrolment.cohort, "form": form, "rows_left": left}
    return render(request, "operations/person.html", context, status=status)


def _ask_if_sure(request: SignedInRequest, enrolment: Enrolment, form: SureForm, *, status: int = 200) -> HttpResponse:
    context = {"enrolment": enrolment, "cohort": enrolment.cohort, "form": form}
    return render(request, "operations/erase_person.html", context, status=status)


def _download(content: bytes, name: str) -> HttpResponse:
    """Answer with a file whose name says nothing about anybody."""
    filename = f"data-{name}-{timezone.localdate():%Y-%m-%d}.zip"
    disposition = f'attachment; filename="{filename}"'
    return HttpResponse(content, content_type="application/zip", headers={"Content-Disposition": disposition})
