"""The gradebook as a file or on paper: the same reason, second factor and day's rows as any table of a class."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.permissions import SignedInRequest, factor_required, staff_required
from common.http import no_store
from institutions.models import Cohort
from institutions.permissions import access_taught_cohort
from institutions.services import pupil_rows_left
from lessons import services
from lessons.exchange.spreadsheets import to_csv, to_xlsx
from lessons.forms.taking_out import EXPORT_REFUSALS, GradebookForm
from lessons.queries.gradebook import Gradebook, class_gradebook
from lessons.views.gradebook import choice_of
from lessons.views.gradebook_lines import gradebook_pdf, lines
from lessons.views.taking_out import CSV, XLSX, file


@staff_required
@require_http_methods(["GET", "HEAD", "POST"])
@no_store
def export(request: SignedInRequest, cohort_id: str) -> HttpResponse:
    """Choose names or numbers and the kind of file; the address says which part of the table it is."""
    if request.method == "POST":
        return _download(request, cohort_id)
    return _offer(request, access_taught_cohort(request.user, cohort_id), GradebookForm())


@factor_required
def _download(request: SignedInRequest, cohort_id: str) -> HttpResponse:
    cohort = access_taught_cohort(request.user, cohort_id)
    book = class_gradebook(cohort, get_language(), choice_of(request))
    form = GradebookForm(request.POST)
    if not form.is_valid():
        return _offer(request, cohort, form)
    choices = {name: form.cleaned_data[name] for name in ("format", "people")}
    try:
        services.take_out_class(
            cohort=cohort, names=[row.enrolment.learner.display_name for row in book.rows], actor=request.user,
            reason=form.cleaned_data["reason"], choices=choices | {"table": "gradebook"},
        )  # fmt: skip
    except services.ResultsRefused as refusal:
        form.add_error("reason", str(EXPORT_REFUSALS[refusal.code]))
        return _offer(request, cohort, form)
    return _file(cohort, book, choices["format"], with_names=choices["people"] == "as_shown")


def _file(cohort: Cohort, book: Gradebook, kind: str, *, with_names: bool) -> HttpResponse:
    name = f"gradebook-{cohort.public_id}.{kind}"
    if kind == "pdf":
        language = get_language() or "en"
        content = gradebook_pdf(book, title=cohort.name, language=language, with_names=with_names)
        return file(content, "application/pdf", name)
    table = lines(book, with_names=with_names)
    return file(to_csv(table), CSV, name) if kind == "csv" else file(to_xlsx(table, _("Gradebook")), XLSX, name)


def _offer(request: SignedInRequest, cohort: Cohort, form: GradebookForm) -> HttpResponse:
    context = {"cohort": cohort, "form": form, "rows_left": pupil_rows_left(request.user)}
    return render(request, "lessons/teacher/gradebook_export.html", context, status=422 if form.errors else 200)
