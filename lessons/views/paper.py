"""A quiz on paper: questions, answer sheets and exit tickets to print, as a page or as PDF."""

from dataclasses import dataclass

from django.conf import settings
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import override
from django.views.decorators.http import require_safe

from accounts.permissions import SignedInRequest, staff_required
from assessments.permissions import access_taught_assignment
from assessments.queries import PaperQuiz, quiz_languages
from common.http import no_store
from institutions.models import MOST_LEARNERS
from lessons.views.paper_content import PrintedPaper, blank_sheets, printed, question_papers, student_sheets
from lessons.views.paper_entry import sheet_language
from lessons.views.paper_files import questions_file, sheet_hint, sheets_file
from lessons.views.ticket import MOST_ON_TICKET, ticket_numbers


@dataclass(frozen=True)
class Wanted:
    """What is to be printed, as the page's form asks for it."""

    quiz: PaperQuiz
    is_large: bool
    is_pdf: bool


def _wanted(request: SignedInRequest, assignment_id: str) -> Wanted:
    assignment = access_taught_assignment(request.user, assignment_id)
    language = sheet_language(assignment, request.GET.get("language", ""))
    quiz = PaperQuiz(assignment, language)
    return Wanted(quiz, "large" in request.GET, request.GET.get("format") == "pdf")


@staff_required
@require_safe
@no_store
def paper(request: SignedInRequest, assignment_id: str) -> HttpResponse:
    """Offer what can be printed, and the grid."""
    quiz = _wanted(request, assignment_id).quiz
    names = {code: _(str(name)) for code, name in settings.LANGUAGES}
    languages = [(code, names.get(code, code)) for code in quiz_languages(quiz.assignment)]
    questions = printed(quiz.questions(quiz.items))
    context = {
        "assignment": quiz.assignment,
        "cohort": quiz.assignment.cohort,
        "quiz": quiz,
        "questions": questions,
        "languages": languages,
        "students": quiz.assignment.cohort.enrolments.filter(left_on=None).count(),
        "most_on_ticket": MOST_ON_TICKET,
    }
    return render(request, "lessons/teacher/paper.html", context)


@staff_required
@require_safe
@no_store
def questions(request: SignedInRequest, assignment_id: str) -> HttpResponse:
    """Show the sheet of questions."""
    wanted = _wanted(request, assignment_id)
    with override(wanted.quiz.texts.language):
        return _question_sheets(request, wanted, question_papers(wanted.quiz))


@staff_required
@require_safe
@no_store
def ticket(request: SignedInRequest, assignment_id: str) -> HttpResponse:
    """Show up to three chosen questions on half a page, twice; the first three where none is chosen."""
    wanted = _wanted(request, assignment_id)
    questions = wanted.quiz.questions(wanted.quiz.items)
    numbers = ticket_numbers(request.GET, questions)
    chosen = [one for one in questions if one.number in numbers]
    with override(wanted.quiz.texts.language):
        half = PrintedPaper(printed(chosen))
        return _question_sheets(request, wanted, [half, half], is_ticket=True)


def _question_sheets(
    request: SignedInRequest, wanted: Wanted, papers: list[PrintedPaper], *, is_ticket: bool = False
) -> HttpResponse:
    if wanted.is_pdf:
        return questions_file(wanted.quiz, papers, is_large=wanted.is_large, is_ticket=is_ticket)
    context = {
        "assignment": wanted.quiz.assignment,
        "quiz": wanted.quiz,
        "papers": papers,
        "is_large": wanted.is_large,
        "is_ticket": is_ticket,
    }
    return render(request, "lessons/teacher/paper_questions.html", context)


@staff_required
@require_safe
@no_store
def sheets(request: SignedInRequest, assignment_id: str) -> HttpResponse:
    """Show an answer sheet for each student, or blank ones for numbered seats; each with its code."""
    wanted = _wanted(request, assignment_id)
    quiz, base_url = wanted.quiz, request.build_absolute_uri("/")[:-1]
    if "blank" in request.GET and not quiz.structure.plan.is_plain:
        raise Http404  # which questions a blank sheet would ask depends on its student
    with override(quiz.texts.language):
        if "blank" in request.GET:
            shown = blank_sheets(quiz, _count(request.GET["blank"]), base_url)
        else:
            shown = student_sheets(quiz, base_url)
        if wanted.is_pdf:
            return sheets_file(quiz, shown, is_large=wanted.is_large)
        context = {
            "assignment": quiz.assignment,
            "quiz": quiz,
            "sheets": shown,
            "is_large": wanted.is_large,
            "hint": sheet_hint(),
        }
        return render(request, "lessons/teacher/paper_sheets.html", context)


def _count(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text[:4]) <= MOST_LEARNERS:
        raise Http404
    return int(text[:4])
