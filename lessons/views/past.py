"""Classes and school years: all of a teacher's classes, putting one away, reading one that is over."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.permissions import SignedInRequest, staff_required
from common.http import no_store, see_other
from institutions.forms.classes import COHORT_REFUSALS
from institutions.models import Enrolment
from institutions.permissions.classes import access_past_cohort, access_taught_cohort
from institutions.services import CohortRefused
from institutions.services.archiving import unarchive_cohort
from lessons import queries
from lessons.forms.years import ReopenForm
from lessons.queries.log import class_log
from lessons.queries.past import own_classes
from lessons.services.archiving import archive_class


@staff_required
@require_safe
@no_store
def classes(request: SignedInRequest) -> HttpResponse:
    """List the classes that run and those that are over, with the day on which their students are forgotten."""
    running, past = own_classes(request.user)
    return render(request, "lessons/teacher/classes.html", {"running": running, "past": past})


@staff_required
@require_http_methods(["GET", "HEAD", "POST"])
@no_store
def archive(request: SignedInRequest, cohort_id: str) -> HttpResponse:
    """Say what putting a class away does; POST does it."""
    cohort = access_taught_cohort(request.user, cohort_id)
    if request.method == "POST":
        archive_class(cohort=cohort, actor=request.user)
        messages.success(request, _("The class is put away. You can read it until it is forgotten."))
        return see_other(reverse("class_past", args=[cohort_id]))
    return render(request, "lessons/teacher/archive.html", {"cohort": cohort})


@staff_required
@require_http_methods(["GET", "HEAD", "POST"])
@no_store
def past(request: SignedInRequest, cohort_id: str) -> HttpResponse:
    """Show a class that is over, to read; POST lets it go on until another last day."""
    cohort = access_past_cohort(request.user, cohort_id)
    form = ReopenForm(request.POST if request.method == "POST" else None, cohort=cohort)
    if request.method == "POST" and form.is_valid():
        try:
            unarchive_cohort(cohort=cohort, ends_on=form.cleaned_data["ends_on"], actor=request.user)
        except CohortRefused as refused:
            form.add_error("ends_on", COHORT_REFUSALS[refused.code])
        else:
            messages.success(request, _("The class goes on. Print new cards for its students."))
            return see_other(reverse("class", args=[cohort_id]))
    context = {
        "cohort": cohort,
        "form": form,
        "lessons": queries.class_lessons([cohort], get_language())[cohort.pk],
        "rows": class_log(cohort, get_language()),
        "enrolments": Enrolment.objects.active().filter(cohort=cohort).select_related("learner"),
    }
    return render(request, "lessons/teacher/past.html", context, status=422 if form.errors else 200)
