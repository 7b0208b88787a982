"""The same student twice in the lists: choosing the other place, seeing what goes where, making one of the two."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.permissions import SignedInRequest, staff_required
from common.http import no_store, see_other
from institutions.models import Enrolment
from institutions.permissions import access_taught_enrolment
from lessons.queries.doubles import possible_doubles, preview, reason_against
from lessons.services.doubles import MergeRefused, merge_learners

REASONS = {
    "same": gettext_lazy("These are one already."),
    "left": gettext_lazy("The student whose card stays is out of the class. Put them back first."),
    "other": gettext_lazy("These two cannot be the same student of the same school."),
    "elsewhere": gettext_lazy("The other one is in a class that you do not teach. Ask its teacher to let you teach it "
                              "too, or to move the student."),
}  # fmt: skip


@staff_required
@require_safe
@no_store
def choose(request: SignedInRequest, cohort_id: str, enrolment_id: str) -> HttpResponse:
    """Ask which other place belongs to the same student."""
    kept = _place(request, cohort_id, enrolment_id)
    context = {"cohort": kept.cohort, "kept": kept, "others": possible_doubles(kept, request.user)}
    return render(request, "lessons/teacher/doubles.html", context)


@staff_required
@require_http_methods(["GET", "HEAD", "POST"])
@no_store
def merge(request: SignedInRequest, cohort_id: str, enrolment_id: str, other_id: str) -> HttpResponse:
    """Show what goes where; POST with the tick makes one student of the two."""
    kept = _place(request, cohort_id, enrolment_id)
    dropped = access_taught_enrolment(request.user, other_id)
    code = reason_against(kept, dropped, request.user)
    is_unticked = request.method == "POST" and not request.POST.get("sure")
    if request.method == "POST" and not code and not is_unticked:
        try:
            merge_learners(kept=kept, dropped=dropped, actor=request.user)
        except MergeRefused as refused:
            code = refused.code
        else:
            messages.success(request, _("They are one student now. The other card no longer works."))
            return see_other(reverse("student_results", args=[kept.public_id]))
    context = {
        "cohort": kept.cohort,
        "kept": kept,
        "dropped": dropped,
        "reason": REASONS.get(code, ""),
        "is_unticked": is_unticked,
        "coming": None if code else preview(kept, dropped, get_language()),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "lessons/teacher/doubles_preview.html", context, status=status)


def _place(request: SignedInRequest, cohort_id: str, enrolment_id: str) -> Enrolment:
    """Return a place of this very class; the address names both."""
    place = access_taught_enrolment(request.user, enrolment_id)
    if place.cohort.public_id != cohort_id:
        raise Http404
    return place
