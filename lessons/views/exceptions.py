"""A second try or a later last day for one student."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.permissions import SignedInRequest, staff_required
from assessments.models import QuizAssignment
from assessments.permissions import access_taught_assignment
from assessments.queries import StudentQuiz, frozen_texts, student_quizzes
from assessments.services import NoException, end_exception, give_exception
from common.http import no_store, see_other
from institutions.models import Enrolment
from institutions.permissions import access_taught_enrolment
from lessons.forms import ExceptionForm


@staff_required
@require_http_methods(["GET", "HEAD", "POST"])
@no_store
def change(request: SignedInRequest, enrolment_id: str, assignment_id: str) -> HttpResponse:
    """Say how many tries and how long one student has; POST saves both."""
    enrolment, quiz = _found(request, enrolment_id, assignment_id)
    form = ExceptionForm(request.POST if request.method == "POST" else None, quiz=quiz)
    if request.method == "POST" and form.is_valid():
        try:
            give_exception(
                assignment=quiz.assignment,
                enrolment=enrolment,
                actor=request.user,
                extra_tries=form.cleaned_data["extra_tries"],
                closes_at=form.cleaned_data.get("closes_on"),
                extra_minutes=form.cleaned_data.get("extra_minutes", 0),
            )
        except NoException:
            messages.error(request, _("These questions were taken back, or the student has left the class."))
        else:
            messages.success(request, _("Saved. It holds for this student only."))
        return see_other(reverse("student_results", args=[enrolment_id]))
    context = {
        "enrolment": enrolment,
        "cohort": enrolment.cohort,
        "quiz": quiz,
        "title": frozen_texts(quiz.assignment.version, get_language()).title,
        "form": form,
    }
    return render(request, "lessons/teacher/exception.html", context, status=422 if form.errors else 200)


@staff_required
@require_POST
def end(request: SignedInRequest, enrolment_id: str, assignment_id: str) -> HttpResponse:
    """Take the exception back; what the student sent stays."""
    enrolment, quiz = _found(request, enrolment_id, assignment_id)
    end_exception(assignment=quiz.assignment, enrolment=enrolment, actor=request.user)
    messages.success(request, _("Taken back: the rules of the class hold again. What the student sent is kept."))
    return see_other(reverse("student_results", args=[enrolment_id]))


def _found(request: SignedInRequest, enrolment_id: str, assignment_id: str) -> tuple[Enrolment, StudentQuiz]:
    """Return place and quiz of one class of this teacher; 404 for everything else."""
    enrolment = access_taught_enrolment(request.user, enrolment_id)
    assignment = access_taught_assignment(request.user, assignment_id)
    if assignment.cohort_id != enrolment.cohort_id or enrolment.left_on is not None:
        raise Http404
    found = student_quizzes(enrolment, QuizAssignment.objects.filter(pk=assignment.pk))
    if not found:
        raise Http404
    return enrolment, found[0]
