"""The door for what a teacher's device counted and did while there was no network."""

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.middleware.csrf import get_token
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from accounts.permissions import SignedInRequest, staff_required
from common.http import no_store
from lessons import services
from lessons.enums import Mode
from lessons.models import LessonRun
from lessons.permissions import access_taught_lesson, access_taught_run
from lessons.services.catching_up import catch_up
from lessons.services.hands import save_tally
from lessons.views.device import device_of, leads, remember
from lessons.views.stored_sent import Sent, read_sent


@staff_required
@require_http_methods(["GET", "POST"])
@no_store
def sync(request: SignedInRequest, given_id: str) -> HttpResponse:
    """Take what a device kept: every tally counts, whatever the lesson did meanwhile; GET gives the token for it."""
    given = access_taught_lesson(request.user, given_id)
    if request.method == "GET":
        return JsonResponse({"token": get_token(request)})
    sent = read_sent(request.body)
    if sent is None:
        return JsonResponse({"error": "unreadable"}, status=400)
    device = device_of(request)
    if sent.run:
        run = access_taught_run(request.user, sent.run)
        if run.lesson_assignment_id != given.pk:
            raise Http404
    else:
        try:
            run = services.start_run(given=given, actor=request.user, modes=[Mode.HANDS] * 99, device=device)
        except services.RunRefused as refused:
            return JsonResponse({"error": "running" if refused.running else "note"}, status=409)
    told = _take(request, run, sent)
    return remember(JsonResponse(told), device) if not sent.run else JsonResponse(told)


def _take(request: SignedInRequest, run: LessonRun, sent: Sent) -> dict[str, object]:
    outcome = None
    if sent.run and sent.ends_at is not None:
        outcome = services.ActOutcome.STALE
        if leads(request, run):
            outcome = catch_up(run=run, version=sent.version, phase=sent.phase, ends_at=sent.ends_at)
    rows = {row.item_id: row for row in run.questions.all()}
    saved = [item for item in sent.tallies if item in rows]
    for item in saved:
        save_tally(question=rows[item], counted=sent.tallies[item])
    if sent.is_over and outcome != services.ActOutcome.STALE:
        services.end_run(run=run, actor=request.user)
    if outcome == services.ActOutcome.STALE:
        messages.info(request, _("Already moved on. This is where the lesson stands now."))
    if saved:
        said = ngettext("%(n)s tally has arrived.", "%(n)s tallies have arrived.", len(saved))
        messages.success(request, said % {"n": len(saved)})
    run.refresh_from_db(fields=["state_version"])
    return {
        "run": run.public_id,
        "saved": saved,
        "unknown": [item for item in sent.tallies if item not in rows],
        "stale": outcome == services.ActOutcome.STALE,
        "version": run.state_version,
    }
