"""Workshops and exchange visits of a group, and who was there."""

from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.permissions import SignedInRequest, staff_required
from certification.forms.trainer import WorkshopForm
from certification.permissions import access_group, access_workshop
from certification.services.refusals import RuleRefused
from certification.services.workshops import enter_workshop, note_attendance
from certification.views.acting import act
from common.http import no_store, see_other


@staff_required
@require_http_methods(["GET", "HEAD", "POST"])
@no_store
def workshops(request: SignedInRequest, group_id: str) -> HttpResponse:
    """List what a group held and take in another one; then ask who was there."""
    cohort = access_group(request.user, group_id)
    form = WorkshopForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            made = enter_workshop(cohort=cohort, held=form.held, actor=request.user)
        except RuleRefused as refused:
            form.add_error(None, refused.message)
        else:
            return see_other(reverse("workshop", args=[made.public_id]))
    rows = cohort.workshops.annotate(people=Count("attendances")).order_by("-held_on", "-pk")
    context = {"cohort": cohort, "form": form, "workshops": rows}
    return render(request, "certification/trainer/workshops.html", context, status=422 if form.errors else 200)


@staff_required
@require_http_methods(["GET", "HEAD", "POST"])
@no_store
def workshop(request: SignedInRequest, workshop_id: str) -> HttpResponse:
    """Show a workshop and note who was there."""
    found = access_workshop(request.user, workshop_id)
    places = list(found.cohort.enrolments.select_related("learner").order_by("seat_number"))
    if request.method == "POST":
        ticked = set(request.POST.getlist("present"))
        present = {place.learner_id for place in places if place.public_id in ticked}
        done = _("Attendance is noted.")
        act(request, lambda: note_attendance(workshop=found, present=present, actor=request.user), done)
        return see_other(reverse("workshops", args=[found.cohort.public_id]))
    there = set(found.attendances.values_list("person_id", flat=True))
    context = {"workshop": found, "cohort": found.cohort, "places": [(one, one.learner_id in there) for one in places]}
    return render(request, "certification/trainer/workshop.html", context)
