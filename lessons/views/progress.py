"""How a class came along over the term, drawn and in the same figures as a table."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from accounts.permissions import SignedInRequest, staff_required
from assessments import statistics
from common.http import no_store
from institutions.permissions import access_taught_cohort
from lessons.queries.progress import CompetencyLine, Point, class_progress

STEP, WIDTH, HIGH = 44, 32, 100  # one column and its bar; a whole bar


@dataclass(frozen=True)
class Bar:
    """One column of a drawing, in its own units; ``height`` is the share in per cent, None with too few answers."""

    point: Point
    x: int
    middle: int
    y: int
    height: int | None


@dataclass(frozen=True)
class Drawing:
    """The columns of one competency."""

    line: CompetencyLine
    bars: Sequence[Bar]
    width: int


@staff_required
@require_safe
@no_store
def progress(request: SignedInRequest, cohort_id: str) -> HttpResponse:
    """Show each competency by quiz, or by month where the address asks for it."""
    cohort = access_taught_cohort(request.user, cohort_id)
    by_month = request.GET.get("by") == "month"
    lines = class_progress(cohort, get_language(), by_month=by_month)
    context = {
        "cohort": cohort,
        "drawings": [_drawing(line) for line in lines],
        "columns": lines[0].points if lines else [],
        "by_month": by_month,
        "percent_from": statistics.PERCENT_FROM,
    }
    return render(request, "lessons/teacher/progress.html", context)


def _drawing(line: CompetencyLine) -> Drawing:
    bars = [
        Bar(point, place * STEP, place * STEP + WIDTH // 2, HIGH - (point.share.percent or 0), point.share.percent)
        for place, point in enumerate(line.points)
    ]
    return Drawing(line, bars, STEP * len(line.points) - (STEP - WIDTH))
