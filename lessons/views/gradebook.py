"""The gradebook of a class: every quiz beside every student."""

from collections.abc import Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from accounts.permissions import SignedInRequest, staff_required
from assessments import statistics
from common.http import no_store
from institutions.permissions.classes import access_kept_cohort
from lessons.exchange.results_table import source_word
from lessons.queries.gradebook import Choice, GradeRow, class_gradebook


@staff_required
@require_safe
@no_store
def gradebook(request: SignedInRequest, cohort_id: str) -> HttpResponse:
    """Show the table, or the part of it that the address asks for; of a class that is over, to read."""
    cohort = access_kept_cohort(request.user, cohort_id)
    choice = choice_of(request)
    book = class_gradebook(cohort, get_language(), choice)
    context = {
        "cohort": cohort,
        "book": book,
        "rows": _drawn(book.rows),
        "choice": choice,
        "ways": [(source, source_word(source)) for source in book.sources],
        "query": request.GET.urlencode(),
        "percent_from": statistics.PERCENT_FROM,
    }
    return render(request, "lessons/teacher/gradebook.html", context)


def choice_of(request: HttpRequest) -> Choice:
    """Return what the address asks for."""
    asked = request.GET
    return Choice(asked.get("module", ""), asked.get("source", ""), attention=asked.get("attention") == "1")


def _drawn(rows: Sequence[GradeRow]) -> list[tuple[GradeRow, list[str]]]:
    """Return each row with its cells as HTML; of 2,400 cells few differ, and each of those is rendered once."""
    # Equal cells are one object, which is found faster than by what it holds.
    different = {id(cell): cell for row in rows for cell in row.cells}
    drawn = {
        name: render_to_string("lessons/teacher/grade_cell.html", {"cell": cell}) for name, cell in different.items()
    }
    return [(row, [drawn[id(cell)] for cell in row.cells]) for row in rows]
