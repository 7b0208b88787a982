"""Taking a class into the next school year."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.permissions import SignedInRequest, staff_required
from common.http import no_store, see_other
from institutions.forms.classes import COHORT_REFUSALS
from institutions.models import Cohort, Enrolment
from institutions.permissions.classes import access_kept_cohort
from institutions.services import CohortRefused, NamesRefused
from lessons.forms.years import NewYearForm
from lessons.services import WorkNotTaken
from lessons.services.new_year import NewYear, roll_over


@staff_required
@require_http_methods(["GET", "HEAD", "POST"])
@no_store
def new_year(request: SignedInRequest, cohort_id: str) -> HttpResponse:
    """Ask for name, days, who stays and what is learnt; POST opens the class of the next year."""
    cohort = access_kept_cohort(request.user, cohort_id)
    places = Enrolment.objects.active().filter(cohort=cohort, learner__is_active=True).select_related("learner")
    sent = request.POST if request.method == "POST" else None
    form = NewYearForm(sent, cohort=cohort, places=list(places), language=get_language())
    if request.method == "POST" and form.is_valid():
        new = _roll_over(request, cohort, form)
        if new is not None:
            count = new.enrolments.count()
            text = ngettext(
                "The class of the next year is open with %(count)s student. Print the card anew.",
                "The class of the next year is open with %(count)s students. Print their cards anew.",
                count,
            )
            messages.success(request, text % {"count": count})
            return see_other(reverse("class", args=[new.public_id]))
    context = {"cohort": cohort, "form": form}
    return render(request, "lessons/teacher/new_year.html", context, status=422 if form.errors else 200)


def _roll_over(request: SignedInRequest, cohort: Cohort, form: NewYearForm) -> Cohort | None:
    """Open it, or say beside the field why not."""
    data = form.cleaned_data
    year = NewYear(data["name"], data["grade"], cohort.language, data["starts_on"], data["ends_on"])
    try:
        return roll_over(
            cohort=cohort, year=year, stays=data.get("stays", []), courses=data.get("courses", []), actor=request.user
        )
    except CohortRefused as refused:
        form.add_error("name" if refused.code == "name_taken" else "ends_on", COHORT_REFUSALS[refused.code])
    except NamesRefused:
        form.add_error("stays", _("Somebody of the same name is in the new class already. Add a letter to the name."))
    except WorkNotTaken as refused:
        message = _("The questions of “%(lesson)s” ask for work that a teacher marks. Choose another course.")
        form.add_error("courses", message % {"lesson": refused.lesson.title})
    return None
