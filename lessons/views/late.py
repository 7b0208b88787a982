"""Answers that came late and tries beyond the allowed ones: who, what, why, and whether they count."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.permissions import SignedInRequest, staff_required
from assessments.permissions import access_taught_assignment
from assessments.queries import frozen_texts, late_students
from assessments.services import count_late, leave_late
from common.http import no_store, see_other


@staff_required
@require_http_methods(["GET", "HEAD", "POST"])
@no_store
def late(request: SignedInRequest, assignment_id: str) -> HttpResponse:
    """List what came late; POST counts or leaves it, for one student or for all of them."""
    assignment = access_taught_assignment(request.user, assignment_id)
    students = late_students(assignment, get_language())
    if request.method == "POST":
        chosen = request.POST.get("student", "")
        learners = [row.enrolment.learner_id for row in students if chosen in ("", row.enrolment.public_id)]
        if request.POST.get("decision") == "count":
            number = count_late(assignment=assignment, learner_ids=learners, actor=request.user)
            messages.success(request, ngettext("%(n)s counts now.", "%(n)s count now.", number) % {"n": number})
        elif request.POST.get("decision") == "leave":
            leave_late(assignment=assignment, learner_ids=learners, actor=request.user)
            messages.success(request, _("Left as they are. You can still count them later."))
        return see_other(reverse("late_answers", args=[assignment_id]))
    context = {
        "assignment": assignment,
        "cohort": assignment.cohort,
        "title": frozen_texts(assignment.version, get_language()).title,
        "students": students,
        "can_leave": any(row.can_leave for row in students),
        "can_count": any(row.can_count for row in students),
    }
    return render(request, "lessons/teacher/late.html", context)
