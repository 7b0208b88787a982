"""The wall: one page of the lesson, or its title. Nothing of the guide, no name and no note gets here."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.views.decorators.http import require_POST, require_safe

from accounts.permissions import SignedInRequest, staff_required
from common.http import no_store, see_other
from lessons import services
from lessons.enums import RunAction
from lessons.models import LessonRun
from lessons.permissions import access_taught_run
from lessons.queries.guide import run_text
from lessons.views.device import version_of
from lessons.views.polling import short_answer

# What the keys → ← and B do, from whichever computer the projector hangs on.
KEYS = frozenset({RunAction.SLIDE_NEXT, RunAction.SLIDE_BACK, RunAction.BLANK, RunAction.UNBLANK})


@staff_required
@require_safe
@no_store
def present(request: SignedInRequest, run_id: str) -> HttpResponse:
    """Show what the class looks at now."""
    run = access_taught_run(request.user, run_id)
    return render(request, "lessons/present.html", _slide(request, run))


@staff_required
@require_POST
def act(request: SignedInRequest, run_id: str) -> HttpResponse:
    """Turn the page or blank the screen; a press that came late changes nothing."""
    run = access_taught_run(request.user, run_id)
    action = request.POST.get("action", "")
    if action in KEYS:
        services.act(run=run, action=action, version=version_of(request))
    return see_other(reverse("present", args=[run_id]))


@staff_required
@require_safe
def state(request: SignedInRequest, run_id: str) -> HttpResponse:
    """Say in a few bytes which state the wall should show."""
    run = access_taught_run(request.user, run_id)
    return short_answer(request, str(run.state_version))


def _slide(request: SignedInRequest, run: LessonRun) -> dict[str, object]:
    """Return exactly what the wall may know: never the page object, whose guide a template could reach."""
    text = run_text(run, get_language())
    steps = text.page.body
    step = steps[run.slide - 1].value if 0 < run.slide <= len(steps) else None
    is_over = run.ended_at is not None
    return {
        "run_id": run.public_id,
        "state_version": run.state_version,
        "is_blank": run.is_blank or is_over,
        "language": text.language if text.is_fallback else "",
        "title": text.page.neutral_title,
        "heading": step["heading"] if step else text.page.title,
        "content": step["content"] if step else (),
        "number": run.slide,
        "count": run.slides,
    }
