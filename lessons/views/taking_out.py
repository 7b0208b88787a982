"""The table of a class as a file: why it is needed, names or numbers, and the second factor once more."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.permissions import SignedInRequest, factor_required, staff_required
from assessments.models import QuizAssignment
from assessments.permissions import access_taught_assignment
from assessments.queries import class_results
from assessments.queries.results import Results
from common.http import no_store
from institutions.services import pupil_rows_left
from lessons import services
from lessons.exchange.results_table import table
from lessons.exchange.spreadsheets import to_csv, to_xlsx
from lessons.forms.taking_out import EXPORT_REFUSALS, ExportForm
from lessons.queries.room import room_counts
from lessons.queries.room_columns import column_words

CSV = "text/csv; charset=utf-8"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@staff_required
@require_http_methods(["GET", "HEAD", "POST"])
@no_store
def export(request: SignedInRequest, assignment_id: str) -> HttpResponse:
    """Choose names or numbers and the kind of file; POST downloads it and writes the audit log."""
    if request.method == "POST":
        return _download(request, assignment_id)
    assignment = access_taught_assignment(request.user, assignment_id)
    return _offer(request, assignment, class_results(assignment, get_language()), ExportForm())


@factor_required
def _download(request: SignedInRequest, assignment_id: str) -> HttpResponse:
    assignment = access_taught_assignment(request.user, assignment_id)
    results = class_results(assignment, get_language())
    form = ExportForm(request.POST)
    if not form.is_valid():
        return _offer(request, assignment, results, form)
    choices = {name: form.cleaned_data[name] for name in ("format", "people")}
    try:
        services.take_out_results(
            assignment=assignment, results=results, actor=request.user,
            reason=form.cleaned_data["reason"], choices=choices,
        )  # fmt: skip
    except services.ResultsRefused as refusal:
        form.add_error("reason", str(EXPORT_REFUSALS[refusal.code]))
        return _offer(request, assignment, results, form)
    counted = column_words(results, room_counts(assignment, get_language()))
    lines = table(results, with_names=choices["people"] == "as_shown", counted=counted)
    if choices["format"] == "xlsx":
        content, kind = to_xlsx(lines, _("Results")), XLSX
    else:
        content, kind = to_csv(lines), CSV
    return file(content, kind, f"results-{assignment.public_id}.{choices['format']}")


def file(content: bytes, kind: str, name: str) -> HttpResponse:
    """Return an answer that a browser keeps as a file."""
    return HttpResponse(content, content_type=kind, headers={"Content-Disposition": f'attachment; filename="{name}"'})


def _offer(request: SignedInRequest, assignment: QuizAssignment, results: Results, form: ExportForm) -> HttpResponse:
    context = {
        "assignment": assignment,
        "cohort": assignment.cohort,
        "results": results,
        "form": form,
        "rows_left": pupil_rows_left(request.user),
    }
    return render(request, "lessons/teacher/export.html", context, status=422 if form.errors else 200)
