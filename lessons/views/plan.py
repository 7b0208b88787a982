"""The plan of a class's year: to read and print, and to change."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.permissions import SignedInRequest, staff_required
from common.http import no_store, see_other
from institutions.models import Cohort
from institutions.permissions import access_taught_cohort
from lessons.forms.free_weeks import span_words
from lessons.forms.plan import DaysForm, RhythmForm
from lessons.queries.free_weeks import free_weeks, spans
from lessons.queries.plan import Plan, class_plan
from lessons.services.planning import PlanRefused, plan_by_rhythm, plan_lessons


@staff_required
@require_safe
@no_store
def plan(request: SignedInRequest, cohort_id: str) -> HttpResponse:
    """Show which lesson is planned for when and what was held, in hours too."""
    cohort = access_taught_cohort(request.user, cohort_id)
    free = [span_words(first, last) for first, last in spans(free_weeks(cohort))]
    context = {"cohort": cohort, "plan": class_plan(cohort, get_language()), "free": free}
    return render(request, "lessons/teacher/plan.html", context)


@staff_required
@require_http_methods(["GET", "HEAD", "POST"])
@no_store
def days(request: SignedInRequest, cohort_id: str) -> HttpResponse:
    """Change the days of single lessons."""
    cohort = access_taught_cohort(request.user, cohort_id)
    found = class_plan(cohort, get_language())
    form = DaysForm(request.POST if request.method == "POST" else None, cohort=cohort, plan=found)
    if request.method == "POST" and form.is_valid():
        try:
            plan_lessons(cohort=cohort, days=form.days, actor=request.user)
        except PlanRefused as refused:
            form.add_error(f"first-{refused.given}", _("This day lies outside the year of the class."))
        else:
            messages.success(request, _("The plan is saved."))
            return see_other(reverse("class_plan", args=[cohort_id]))
    return _forms(request, cohort, found, form=form)


@staff_required
@require_POST
@no_store
def propose(request: SignedInRequest, cohort_id: str) -> HttpResponse:
    """Plan all lessons that are still to be held by a rhythm."""
    cohort = access_taught_cohort(request.user, cohort_id)
    found = class_plan(cohort, get_language())
    form = RhythmForm(request.POST, cohort=cohort, plan=found)
    if not form.is_valid():
        return _forms(request, cohort, found, rhythm=form)
    without = plan_by_rhythm(cohort=cohort, **form.cleaned_data, actor=request.user)
    say_without(request, without)
    if not without:
        messages.success(request, _("The year is planned. Mark the holidays, and the plan goes around them."))
    return see_other(reverse("class_plan", args=[cohort_id]))


def say_without(request: SignedInRequest, without: int) -> None:
    """Say how many lessons find no day."""
    if without:
        text = ngettext(
            "%(count)s lesson finds no day before the end of the class. Plan more often or fewer hours.",
            "%(count)s lessons find no day before the end of the class. Plan more often or fewer hours.",
            without,
        )
        messages.warning(request, text % {"count": without})


def _forms(
    request: SignedInRequest,
    cohort: Cohort,
    found: Plan,
    *,
    form: DaysForm | None = None,
    rhythm: RhythmForm | None = None,
) -> HttpResponse:
    """Show both forms, one of them as it was sent."""
    wrong = next((one for one in (form, rhythm) if one is not None and one.errors), None)
    context = {
        "cohort": cohort,
        "plan": found,
        "form": form or DaysForm(cohort=cohort, plan=found),
        "rhythm": rhythm or RhythmForm(cohort=cohort, plan=found),
        "wrong": wrong,
    }
    return render(request, "lessons/teacher/plan_days.html", context, status=422 if wrong else 200)
