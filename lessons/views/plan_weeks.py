"""Weeks without lessons in the plan of a class's year."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.permissions import SignedInRequest, staff_required
from common.http import no_store, see_other
from institutions.permissions import access_taught_cohort
from lessons.forms.free_weeks import FreeWeeksForm
from lessons.services.free_weeks import mark_weeks
from lessons.views.plan import say_without


@staff_required
@require_http_methods(["GET", "HEAD", "POST"])
@no_store
def weeks(request: SignedInRequest, cohort_id: str) -> HttpResponse:
    """Show the weeks of the class's year; POST keeps the ticked ones free and moves the plan."""
    cohort = access_taught_cohort(request.user, cohort_id)
    form = FreeWeeksForm(request.POST if request.method == "POST" else None, cohort=cohort)
    if request.method == "POST" and form.is_valid():
        without = mark_weeks(cohort=cohort, weeks=form.chosen, actor=request.user)
        messages.success(request, _("The weeks are saved, and the plan goes around them."))
        say_without(request, without)
        return see_other(reverse("class_plan", args=[cohort_id]))
    context = {"cohort": cohort, "form": form}
    return render(request, "lessons/teacher/plan_weeks.html", context, status=422 if form.errors else 200)
