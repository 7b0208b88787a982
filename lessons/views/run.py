"""The teacher's screen of a running lesson: plan, clock, and what the wall shows."""

from datetime import datetime

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from accounts.permissions import SignedInRequest, staff_required
from common.http import no_store
from lessons.enums import ONLINE, Mode
from lessons.models import LessonRun
from lessons.permissions import access_taught_run
from lessons.queries.asked import answered_count
from lessons.queries.guide import guide_notes, guide_phases, run_text, slide_title
from lessons.queries.presence import in_the_room, presence
from lessons.queries.results import teacher_result
from lessons.queries.reteach import waiting_for_lesson
from lessons.queries.wall import Wall, wall_of
from lessons.views.device import leads
from lessons.views.polling import short_answer


@staff_required
@require_safe
@no_store
def run(request: SignedInRequest, run_id: str) -> HttpResponse:
    """Show where the lesson stands, on any device of any of its teachers."""
    found = access_taught_run(request.user, run_id)
    text = run_text(found, get_language())
    phases = guide_phases(text.page, found.phase_minutes, found.modes, found.reteach_phase)
    questions = list(found.questions.select_related("tally"))
    context = {
        "run": found,
        "cohort": found.cohort,
        "lesson": text.page,
        "text": text,
        "phases": phases,
        "phase": phases[found.phase],
        "phase_number": found.phase + 1,
        "following": phases[found.phase + 1] if found.phase + 1 < len(phases) else None,
        "again": waiting_for_lesson(found.lesson_assignment, get_language()) if _explains_again(found) else [],
        "safety": guide_notes(text.page, "safety"),
        "modes": [(value, label) for value, label in Mode.choices if value != found.mode],
        "mode": Mode(found.mode).label,
        "is_online": found.mode in ONLINE,
        "results": [teacher_result(row, get_language()) for row in questions],
        "current": next((row for row in questions if row.number == found.question), None),
        "answered": answered_count(found, questions),
        "presence": presence(found),
        "slide_title": slide_title(found, text),
        "is_last_slide": found.slide == found.slides,
        "leads": leads(request, found),
        "in_the_room": in_the_room(found),
        "wall_is_lost": wall_of(found) == Wall.LOST,
        "now": _milliseconds(timezone.now()),
        "ends": _milliseconds(found.phase_ends_at),
    }
    return render(request, "lessons/teacher/run.html", context)


@staff_required
@require_safe
def state(request: SignedInRequest, run_id: str) -> HttpResponse:
    """Say in a few bytes which state is the newest, for a page that looks every few seconds."""
    found = access_taught_run(request.user, run_id)
    here = presence(found)
    answered = answered_count(found, found.questions.filter(number=found.question or 0))
    counts = f"{answered} {here.here} {here.reconnecting} {wall_of(found)}"
    return short_answer(request, f"{found.state_version} {int(leads(request, found))} {counts}")


def _explains_again(run: LessonRun) -> bool:
    """Whether this is the phase for what the class is to hear again."""
    return run.ended_at is None and run.phase == run.reteach_phase


def _milliseconds(moment: datetime | None) -> int:
    """Return a moment as a script compares it with the server's own now."""
    return int(moment.timestamp() * 1000) if moment else 0
