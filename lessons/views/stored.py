"""A lesson to run without a network: the page that a teacher's device keeps."""

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from accounts.permissions import SignedInRequest, staff_required
from common.http import no_store
from lessons.enums import Band, Mode
from lessons.permissions import access_taught_lesson
from lessons.queries.asked import asked
from lessons.queries.freezing import frozen_questions
from lessons.queries.guide import guide_notes, guide_phases
from lessons.queries.pages import lesson_text
from lessons.queries.reteach import OPENING, minutes_for, waiting_for_lesson
from lessons.queries.runs import needs_safety_note, open_run
from lessons.views.tally_form import STEPS, blank_form


@staff_required
@require_safe
@no_store
def stored(request: SignedInRequest, given_id: str) -> HttpResponse:
    """Show plan, notes and questions on one page that holds no name, not even the class's."""
    given = access_taught_lesson(request.user, given_id)
    if needs_safety_note(given.lesson, request.user):
        raise Http404
    text = lesson_text(given.lesson, get_language())
    again = waiting_for_lesson(given, get_language())
    run = open_run(given)
    if run is not None and run.lesson_assignment_id == given.pk:
        minutes, extra = run.phase_minutes, run.reteach_phase
        rows = list(run.questions.all())
    else:
        blocks = [block.value for block in text.page.guide if block.block_type == "phase"]
        minutes, extra = [block["minutes"] for block in blocks] or [text.page.minutes], None
        if again:
            minutes.insert(OPENING, minutes_for(len(again)))
            extra = OPENING
        rows = frozen_questions(given.lesson, given.quiz_assignment)
    questions = [asked(row, get_language()) for row in rows]
    context = {
        "given": given,
        "lesson": text.page,
        "text": text,
        "phases": guide_phases(text.page, minutes, [Mode.HANDS] * len(minutes), extra),
        "extra": extra,
        "again": again,
        "safety": guide_notes(text.page, "safety"),
        "questions": [(question, blank_form(question)) for question in questions],
        "steps": STEPS,
        "bands": Band.choices,
    }
    return render(request, "lessons/teacher/stored.html", context)
