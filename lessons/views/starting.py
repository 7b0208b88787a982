"""From preparing to running: the safety note, then the lesson."""

from django.contrib import messages
from django.http import HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.permissions import SignedInRequest, staff_required
from common.http import see_other
from lessons import services
from lessons.permissions import access_taught_lesson
from lessons.views.device import device_of, remember


@staff_required
@require_POST
def safety(request: SignedInRequest, given_id: str) -> HttpResponse:
    """Remember that the teacher opened the safety note, and show it."""
    given = access_taught_lesson(request.user, given_id)
    services.read_safety_note(lesson=given.lesson, actor=request.user)
    return see_other(reverse("lesson_prepare", args=[given_id]) + "#safety")


@staff_required
@require_POST
def start(request: SignedInRequest, given_id: str) -> HttpResponse:
    """Begin the lesson from this device, or go on with it."""
    given = access_taught_lesson(request.user, given_id)
    device = device_of(request)
    try:
        run = services.start_run(given=given, actor=request.user, modes=request.POST.getlist("mode"), device=device)
    except services.RunRefused as refused:
        if refused.running is None:
            messages.error(request, _("Open the safety note first. It takes two minutes."))
            return see_other(reverse("lesson_prepare", args=[given_id]) + "#safety")
        number = refused.running.lesson_assignment.lesson.number
        messages.error(request, _("Lesson %(number)s still runs in this class. End it first.") % {"number": number})
        return see_other(reverse("run", args=[refused.running.public_id]))
    return remember(see_other(reverse("run", args=[run.public_id])), device)
