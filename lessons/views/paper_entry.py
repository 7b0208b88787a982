"""Typing answers in from paper: one line a student, saved line by line or all at once."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from accounts.permissions import SignedInRequest, staff_required
from assessments.models import QuizAssignment
from assessments.permissions import access_taught_assignment
from assessments.queries import PaperQuiz, quiz_languages
from assessments.services import QuizWithdrawn, RowState, SheetUnknown, read_sheet, save_sheets, sheet_rows
from common.http import no_store, see_other
from lessons.views.paper_grid import asked_tries, typed_rows
from lessons.views.paper_shown import GridRow, grid
from lessons.views.ticket import ticket_numbers


@staff_required
@require_safe
def scan(request: SignedInRequest, sheet_token: str) -> HttpResponse:
    """Lead from the square code on a sheet to its line in the grid."""
    try:
        sheet = read_sheet(sheet_token)
    except SheetUnknown as unknown:
        raise Http404 from unknown
    assignment = access_taught_assignment(request.user, sheet.assignment)
    page = reverse("paper_entry", args=[assignment.public_id])
    return see_other(f"{page}?place={sheet.place}&try={sheet.number}#p-{sheet.place}" if sheet.place else page)


@staff_required
@require_http_methods(["GET", "HEAD", "POST"])
@no_store
def entry(request: SignedInRequest, assignment_id: str) -> HttpResponse:
    """Show the grid; POST saves the good lines and shows the others again. A script asks for JSON, line by line."""
    assignment = access_taught_assignment(request.user, assignment_id)
    if assignment.withdrawn_at is not None:
        raise Http404
    language = sheet_language(assignment, request.POST.get("language") or request.GET.get("language", ""))
    if request.method == "POST":
        return _save(request, assignment, language)
    number, place = request.GET.get("try", ""), request.GET.get("place", "")
    wanted = int(number) if number.isascii() and number.isdigit() and len(number) <= len("99") else 0
    tries = {place: wanted} if place and wanted else {}
    quiz = PaperQuiz(assignment, language)
    rows = sheet_rows(quiz, tries=tries, every_try=None if place else wanted)
    return _page(request, quiz, grid(rows, {}, {}, _ticket(request, quiz)), place=place)


def _save(request: SignedInRequest, assignment: QuizAssignment, language: str) -> HttpResponse:
    quiz = PaperQuiz(assignment, language)
    places = [row.enrolment.public_id for row in sheet_rows(quiz)]
    asked = asked_tries(request.POST, places)
    only = _ticket(request, quiz)
    typed = typed_rows(request.POST, sheet_rows(quiz, tries=asked), only)
    try:
        outcomes = save_sheets(assignment=assignment, typed=typed, actor=request.user, language=language)
    except QuizWithdrawn as withdrawn:
        raise Http404 from withdrawn
    lines = grid(sheet_rows(quiz, tries=asked), {row.place: row for row in typed}, outcomes, only)
    if request.headers.get("Accept") == "application/json":
        return JsonResponse({"rows": [_told(line) for line in lines if line.place in outcomes]})
    saved = sum(line.state == RowState.SAVED for line in lines)
    waiting = [line for line in lines if line.state not in (RowState.SAVED, RowState.UNTOUCHED)]
    if saved:
        messages.success(request, ngettext("%(n)s sheet is saved.", "%(n)s sheets are saved.", saved) % {"n": saved})
    if waiting:
        return _page(request, quiz, lines, waiting=waiting, status=422)
    if not saved:
        messages.info(request, _("Nothing was changed."))
    kept = QueryDict(mutable=True)
    kept["language"] = language
    if only:
        kept["ticket"] = "1"
        kept.setlist("q", [str(number) for number in only])
    return see_other(f"{reverse('paper_entry', args=[assignment.public_id])}?{kept.urlencode()}")


def _ticket(request: SignedInRequest, quiz: PaperQuiz) -> list[int]:
    """Return the questions of the ticket that is typed in; none for a whole quiz, or one that asks everybody else."""
    if "ticket" not in request.GET or not quiz.structure.plan.is_plain:
        return []
    return ticket_numbers(request.GET, quiz.typed(quiz.items))


def _told(line: GridRow) -> dict[str, Any]:
    return {
        "place": line.place,
        "state": line.state,
        "shown": line.shown,
        "absent": line.is_absent,
        "words": line.words,
        "faults": [{"cell": place, "words": cell.error} for place, cell in enumerate(line.cells) if cell.error],
    }


def _page(
    request: SignedInRequest,
    quiz: PaperQuiz,
    lines: list[GridRow],
    *,
    place: str = "",
    waiting: list[GridRow] | None = None,
    status: int = 200,
) -> HttpResponse:
    is_plain = quiz.structure.plan.is_plain
    only = _ticket(request, quiz)
    context = {
        "assignment": quiz.assignment,
        "cohort": quiz.assignment.cohort,
        "quiz": quiz,
        "questions": [one for one in quiz.typed(quiz.items) if not only or one.number in only] if is_plain else [],
        "numbers": max(([cell.number for cell in line.cells] for line in lines), key=len, default=[]),
        "left_out": [
            one for one in quiz.questions(quiz.items) if is_plain and not only and one.number and not one.space
        ],
        "is_ticket": bool(only),
        "lines": lines,
        "waiting": waiting or [],
        "place": place,
        "language": quiz.texts.language,
    }
    return render(request, "lessons/teacher/paper_entry.html", context, status=status)


def sheet_language(assignment: QuizAssignment, wanted: str) -> str:
    """Return the language of the sheets: the one asked for, else the class's, else the one it was written in."""
    languages = quiz_languages(assignment)
    return next((code for code in (wanted, assignment.cohort.language) if code in languages), languages[0])
