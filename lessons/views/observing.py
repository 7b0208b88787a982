"""Recording what a teacher saw in the workshop, for a student who handed in nothing."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from accounts.permissions import SignedInRequest, staff_required
from assessments import queries, services
from assessments.permissions import access_taught_assignment
from common.http import no_store, see_other
from institutions.permissions import access_taught_enrolment
from lessons.forms import MarkingForm
from lessons.queries.observing import answers_seen, question_at

REFUSALS = {
    services.ObservedAlready: _("There is an answer by now. Look at it in the list."),
    services.HasBegun: _("This student has begun on a device. What they send can be marked here afterwards."),
    services.NotToMark: _("Nothing was recorded: decide at least one criterion; a student needs a try that is left."),
}


@staff_required
@require_http_methods(["GET", "HEAD", "POST"])
@no_store
def observe(request: SignedInRequest, assignment_id: str, enrolment_id: str, number: int) -> HttpResponse:
    """Show the criteria, none of them decided; POST records what was seen."""
    assignment = access_taught_assignment(request.user, assignment_id)
    place = access_taught_enrolment(request.user, enrolment_id)
    item = question_at(assignment, number)
    if item is None or place.cohort_id != assignment.cohort_id or place.left_on is not None:
        raise Http404
    texts = queries.frozen_texts(assignment.version, get_language()).by_item[item.id]
    form = MarkingForm(request.POST if request.method == "POST" else None, item=item)
    if request.method == "POST" and form.is_valid():
        points, feedback = form.cleaned_data["points"], form.cleaned_data["feedback"]
        try:
            services.observe(
                assignment=assignment, learner=place.learner, item=item, points=points, feedback=feedback,
                seen=form.cleaned_data["seen"], actor=request.user,
            )  # fmt: skip
        except (services.ObservedAlready, services.HasBegun, services.NotToMark) as refused:
            form.add_error(None, REFUSALS[type(refused)])
        else:
            messages.success(request, _("Saved."))
            return see_other(reverse("marking", args=[assignment_id]))
    context = {
        "assignment": assignment,
        "cohort": assignment.cohort,
        "place": place,
        "number": number,
        "texts": texts,
        "rows": queries.criterion_rows(item, texts, form.shown_points({})),
        "form": form,
        "seen": form.data.get("seen") or answers_seen(queries.class_works(assignment, get_language()), item, place),
    }
    return render(request, "lessons/teacher/observe.html", context, status=422 if form.errors else 200)
