"""What a student made in a class, as a file for the teacher: with a reason, like everything that is taken out."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from accounts.permissions import SignedInRequest, factor_required, staff_required
from assessments.queries import learner_attempts
from assessments.queries.portfolio import portfolio
from common.http import no_store
from institutions.models import Enrolment
from institutions.permissions import access_taught_enrolment
from institutions.services import pupil_rows_left
from lessons import services
from lessons.forms.taking_out import EXPORT_REFUSALS, ReasonForm
from lessons.views.work import work_file


@staff_required
@require_http_methods(["GET", "HEAD", "POST"])
@no_store
def student_work_file(request: SignedInRequest, enrolment_id: str) -> HttpResponse:
    """Ask what the file is for; POST downloads it and writes the audit log."""
    if request.method == "POST":
        return _download(request, enrolment_id)
    return _offer(request, access_taught_enrolment(request.user, enrolment_id), ReasonForm())


@factor_required
def _download(request: SignedInRequest, enrolment_id: str) -> HttpResponse:
    enrolment = access_taught_enrolment(request.user, enrolment_id)
    form = ReasonForm(request.POST)
    if not form.is_valid():
        return _offer(request, enrolment, form)
    try:
        services.take_out_learner(
            enrolment=enrolment, actor=request.user, reason=form.cleaned_data["reason"], choices={"table": "work"}
        )
    except services.ResultsRefused as refusal:
        form.add_error("reason", str(EXPORT_REFUSALS[refusal.code]))
        return _offer(request, enrolment, form)
    return work_file(portfolio(learner_attempts(request.user, enrolment), get_language()))


def _offer(request: SignedInRequest, enrolment: Enrolment, form: ReasonForm) -> HttpResponse:
    context = {"enrolment": enrolment, "form": form, "rows_left": pupil_rows_left(request.user)}
    return render(request, "lessons/teacher/work_export.html", context, status=422 if form.errors else 200)
