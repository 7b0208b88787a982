"""Sheets that students take along: a look at each on the screen, and one page each to print."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_http_methods

from accounts.permissions import SignedInRequest, factor_required, staff_required
from common.http import no_store
from institutions.models import Cohort
from institutions.permissions import access_taught_cohort
from institutions.services import pupil_rows_left
from lessons import services
from lessons.forms.summaries import EVERYBODY, SummaryForm
from lessons.forms.taking_out import EXPORT_REFUSALS
from lessons.queries.summaries import Summary, class_summaries
from lessons.views.summary_words import closing, sections, summaries_pdf
from lessons.views.taking_out import file


@staff_required
@require_http_methods(["GET", "HEAD", "POST"])
@no_store
def summaries(request: SignedInRequest, cohort_id: str) -> HttpResponse:
    """Show what stands on each sheet; POST makes the pages and writes the audit log."""
    if request.method == "POST":
        return _print(request, cohort_id)
    cohort = access_taught_cohort(request.user, cohort_id)
    found = class_summaries(cohort, get_language())
    return _show(request, cohort, found, SummaryForm(summaries=found))


@factor_required
def _print(request: SignedInRequest, cohort_id: str) -> HttpResponse:
    cohort, language = access_taught_cohort(request.user, cohort_id), get_language()
    found = class_summaries(cohort, language)
    form = SummaryForm(request.POST, summaries=found)
    if not form.is_valid():
        return _show(request, cohort, found, form)
    chosen = [one for one in found if form.cleaned_data["student"] in (EVERYBODY, one.enrolment.public_id)]
    reason, choices = form.cleaned_data["reason"], {"table": "sheets", "format": "pdf"}
    try:
        if form.cleaned_data["student"] == EVERYBODY:
            names = [one.enrolment.learner.display_name for one in chosen]
            services.take_out_class(cohort=cohort, names=names, actor=request.user, reason=reason, choices=choices)
        else:
            place = chosen[0].enrolment
            services.take_out_learner(enrolment=place, actor=request.user, reason=reason, choices=choices)
    except services.ResultsRefused as refusal:
        form.add_error("reason", str(EXPORT_REFUSALS[refusal.code]))
        return _show(request, cohort, found, form)
    # The same name for everybody and every class: it is seen where files are seen.
    return file(summaries_pdf(chosen, language=language or "en"), "application/pdf", "sheet.pdf")


def _show(request: SignedInRequest, cohort: Cohort, found: list[Summary], form: SummaryForm) -> HttpResponse:
    context = {
        "cohort": cohort,
        "form": form,
        "sheets": [(one.enrolment, sections(one), closing(one)) for one in found],
        "rows_left": pupil_rows_left(request.user),
    }
    return render(request, "lessons/teacher/summaries.html", context, status=422 if form.errors else 200)
