"""Counting hands in class: the question read aloud, a stepper for each option, and the running total."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.permissions import SignedInRequest, staff_required
from common.http import no_store, see_other
from lessons.enums import Band
from lessons.models import LessonRun
from lessons.permissions import access_taught_run
from lessons.queries.asked import Asked, asked
from lessons.queries.presence import in_the_room
from lessons.queries.tallied import takes_several
from lessons.services.hands import save_tally
from lessons.views.tally_form import STEPS, sent_form, stored_form
from lessons.views.tally_rows import TallyForm
from lessons.views.wanted_question import wanted_question


@staff_required
@require_http_methods(["GET", "HEAD", "POST"])
@no_store
def tally(request: SignedInRequest, run_id: str) -> HttpResponse:
    """Show the question with its steppers; POST takes a step, or saves the tally and closes the question."""
    run = access_taught_run(request.user, run_id)
    question = asked(wanted_question(request, run), get_language())
    if request.method != "POST":
        return _page(request, run, question, stored_form(question, in_the_room(run)))
    form = sent_form(question, request.POST)
    if form.errors:
        return _page(request, run, question, form, status=422)
    is_step = "step" in request.POST or "draft" in request.POST
    save_tally(question=question.row, counted=form.counted(), is_final=not is_step)
    if "draft" in request.POST:
        return HttpResponse(status=204)
    if is_step:
        return see_other(f"{reverse('run_tally', args=[run_id])}?q={question.row.number}")
    if form.is_over and not takes_several(question.item):
        said = {"total": form.total, "present": form.present}
        messages.warning(request, _("Saved. You counted %(total)s hands, but %(present)s are present.") % said)
    else:
        messages.success(request, _("The tally is saved."))
    return see_other(reverse("run", args=[run_id]))


def _page(
    request: SignedInRequest, run: LessonRun, question: Asked, form: TallyForm, *, status: int = 200
) -> HttpResponse:
    context = {
        "run": run,
        "question": question,
        "tally": form,
        "steps": STEPS,
        "bands": Band.choices if question.row.answer_level else [],
        "is_several": takes_several(question.item),
        "lesson": run.lesson_assignment.lesson,
    }
    return render(request, "lessons/teacher/tally.html", context, status=status)
