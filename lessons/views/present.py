"""The wall: one page of the lesson, a question, or how to join. Nothing of the guide, no name and no note gets here."""

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from accounts.permissions import SignedInRequest, staff_required
from common.http import no_store, see_other
from lessons import services
from lessons.enums import RunAction
from lessons.permissions import access_taught_run
from lessons.queries.asked import answered_count
from lessons.queries.wall import note_wall
from lessons.views.device import version_of
from lessons.views.polling import short_answer
from lessons.views.slide import slide_of

# What the keys → ← and B do, from whichever computer the projector hangs on.
KEYS = frozenset({RunAction.SLIDE_NEXT, RunAction.SLIDE_BACK, RunAction.BLANK, RunAction.UNBLANK})


@staff_required
@require_safe
@no_store
def present(request: SignedInRequest, run_id: str) -> HttpResponse:
    """Show what the class looks at now."""
    run = access_taught_run(request.user, run_id)
    note_wall(run)
    return render(request, "lessons/present.html", slide_of(request, run))


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
    note_wall(run)
    answered = answered_count(run, run.questions.filter(number=run.question or 0))
    return short_answer(request, f"{run.state_version} {answered}")
