"""What a teacher does to a running lesson: every control is a plain form, sent from the device that leads."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.permissions import SignedInRequest, staff_required
from common.http import see_other
from lessons import services
from lessons.enums import Mode, RunAction
from lessons.models import LessonRun
from lessons.permissions import access_taught_run
from lessons.queries.log import listed_places, logged
from lessons.services import ActOutcome
from lessons.views.device import device_of, leads, remember, version_of


@staff_required
@require_POST
def act(request: SignedInRequest, run_id: str) -> HttpResponse:
    """Do one thing to the lesson, where this device leads and the page it came from is of now."""
    found = access_taught_run(request.user, run_id)
    action = request.POST.get("action", "")
    if not leads(request, found):
        messages.info(request, _("Another device leads this lesson. Take over first."))
    elif action == RunAction.END:
        services.end_run(run=found, actor=request.user)
        messages.success(request, _("The lesson is over. Students can still finish their questions."))
        return see_other(_after(found))
    else:
        outcome = services.act(
            run=found, action=action, version=version_of(request), value=request.POST.get("value", "")
        )
        _tell(request, outcome)
        found.refresh_from_db(fields=["question"])
        if action == RunAction.MODE and request.POST.get("value") == Mode.HANDS and found.question:
            return see_other(reverse("run_tally", args=[run_id]))
    return see_other(reverse("run", args=[run_id]))


@staff_required
@require_POST
def take(request: SignedInRequest, run_id: str) -> HttpResponse:
    """Lead the lesson from this device."""
    found = access_taught_run(request.user, run_id)
    device = device_of(request)
    services.take_over(run=found, actor=request.user, device=device)
    return remember(see_other(reverse("run", args=[run_id])), device)


def _after(run: LessonRun) -> str:
    """Return where a teacher goes from a lesson that is over: to who was there, in a class with a list."""
    row = logged(run)
    if row is None or not listed_places(row):
        return run.cohort.get_absolute_url()
    return reverse("attendance", args=[row.public_id])


def _tell(request: HttpRequest, outcome: ActOutcome) -> None:
    """Say what an act that changed nothing met."""
    if outcome == ActOutcome.STALE:
        messages.info(request, _("Already moved on. This is where the lesson stands now."))
