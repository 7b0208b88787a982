"""Marking work by a rubric: the list of what waits, and one answer at a time."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.permissions import SignedInRequest, staff_required
from assessments import queries
from assessments.enums import AnswerSource, Verdict
from assessments.grading import answer_from_json
from assessments.interactions import logic
from assessments.models import QuizAssignment
from assessments.permissions import access_taught_assignment
from assessments.queries import Work, class_works
from assessments.services import MarkedMeanwhile, NotToMark, save_marks
from common.http import no_store, see_other
from lessons.forms import MarkingForm
from lessons.queries.observing import observable

NAMES = "marking_names"


@staff_required
@require_safe
@no_store
def works(request: SignedInRequest, assignment_id: str) -> HttpResponse:
    """List the answers to mark; without names unless the teacher asks for them."""
    assignment = access_taught_assignment(request.user, assignment_id)
    if request.GET.get("names") in ("0", "1"):
        request.session[NAMES] = request.GET["names"] == "1"
        return see_other(reverse("marking", args=[assignment_id]))
    found = class_works(assignment, get_language())
    context = {
        "assignment": assignment,
        "cohort": assignment.cohort,
        "title": queries.frozen_texts(assignment.version, get_language()).title,
        "questions": _by_question(found, assignment),
        "observable": observable(assignment, found, get_language()),
        "waiting": sum(1 for one in found if one.state != "marked"),
        "next": queries.next_to_mark(found, 0),
        "with_names": request.session.get(NAMES, False),
    }
    return render(request, "lessons/teacher/marking.html", context)


@staff_required
@require_http_methods(["GET", "HEAD", "POST"])
@no_store
def work(request: SignedInRequest, assignment_id: str, attempt_id: str, number: int) -> HttpResponse:
    """Show one answer with its criteria, none of them decided beforehand; POST saves what was."""
    assignment = access_taught_assignment(request.user, assignment_id)
    found = class_works(assignment, get_language())
    one = next((row for row in found if (row.attempt.public_id, row.number) == (attempt_id, number)), None)
    if one is None:
        raise Http404
    kept = one.round.feedback if one.round else ""
    form = MarkingForm(request.POST if request.method == "POST" else None, item=one.item, kept=kept)
    meanwhile = None
    if request.method == "POST" and form.is_valid():
        try:
            saved = save_marks(
                attempt=one.attempt,
                item=one.item,
                points=form.cleaned_data["points"],
                feedback=form.cleaned_data["feedback"],
                seen=form.cleaned_data["seen"],
                actor=request.user,
            )
        except MarkedMeanwhile as refused:
            meanwhile = refused.latest
        except NotToMark as refused:
            raise Http404 from refused
        else:
            is_whole = saved is not None and saved.score is not None
            messages.success(request, _("Saved.") if is_whole else _("Saved. Some criteria are not decided yet."))
            return see_other(_after(request, assignment_id, one))
    points = queries.points_of(one.round)
    context = {
        "assignment": assignment,
        "cohort": assignment.cohort,
        "work": one,
        "count": len(found),
        "with_names": request.session.get(NAMES, False),
        "labels": logic(one.item.kind).chosen_labels(
            one.item, one.texts, answer_from_json(one.item, one.response.answer)
        ),
        "is_text": one.item.kind == "extended_text" and one.response.source != AnswerSource.OBSERVED,
        "is_observed": one.response.source == AnswerSource.OBSERVED,
        "files": queries.files_of(one.attempt, one.response.answer),
        "rows": queries.criterion_rows(one.item, one.texts, form.shown_points(points)),
        "form": form,
        "seen": meanwhile.number if meanwhile else one.seen,
        "meanwhile": meanwhile,
        "others": queries.criterion_rows(one.item, one.texts, queries.points_of(meanwhile)) if meanwhile else [],
        "is_own": meanwhile is not None and meanwhile.marked_by_id == request.user.pk,
    }
    status = 409 if meanwhile else 422 if form.errors else 200
    return render(request, "lessons/teacher/marking_work.html", context, status=status)


def _after(request: SignedInRequest, assignment_id: str, one: Work) -> str:
    """Return where the pressed button leads: the next answer that waits, or the list."""
    if request.POST.get("then") != "next":
        return reverse("marking", args=[assignment_id])
    assignment = access_taught_assignment(request.user, assignment_id)
    following = queries.next_to_mark(class_works(assignment, get_language()), one.place)
    if following is None:
        return reverse("marking", args=[assignment_id])
    return reverse("marking_work", args=[assignment_id, following.attempt.public_id, following.number])


def _by_question(
    found: Sequence[Work], assignment: QuizAssignment
) -> list[tuple[Work, list[tuple[Work, Verdict | None]]]]:
    """Return the answers question by question, each with whether its try passes, and with one of them to name it."""
    attempts = {one.attempt.pk: one.attempt for one in found}
    for attempt in attempts.values():
        attempt.assignment = assignment
    told = queries.verdicts(list(attempts.values()))
    grouped: dict[int, list[Work]] = {}
    for one in found:
        grouped.setdefault(one.number, []).append(one)
    return [(rows[0], [(one, told.get(one.attempt.pk)) for one in rows]) for rows in grouped.values()]
