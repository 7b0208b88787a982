"""Giving a class a quiz by rules of the teacher's own, and changing them where that is fair."""

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.permissions import SignedInRequest, staff_required
from assessments.models import QuizVersion
from assessments.permissions import access_taught_assignment
from assessments.queries import quiz_titles
from assessments.queries.rules import standing_rules, suggested_rules
from assessments.services import UnfairChange, change_rules
from common.http import no_store, see_other
from institutions.permissions import access_taught_cohort
from lessons.forms import RulesForm
from lessons.queries.fitting import unfitting_quizzes
from lessons.services.giving import give_quiz

TEMPLATE = "lessons/teacher/rules.html"


@staff_required
@require_http_methods(["GET", "HEAD", "POST"])
@no_store
def give(request: SignedInRequest, cohort_id: str, quiz_id: int) -> HttpResponse:
    """Give the class the newest version of a quiz; the form opens with what its author suggests."""
    cohort = access_taught_cohort(request.user, cohort_id)
    versions = QuizVersion.objects.filter(quiz=quiz_id).select_related("quiz").defer("structure")
    version = versions.order_by("-number").first()
    if version is None or unfitting_quizzes(cohort, [quiz_id]):
        raise Http404
    form = RulesForm(request.POST or None, cohort=cohort, rules=suggested_rules(version.quiz))
    if request.method == "POST" and form.is_valid():
        opens_at, closes_at = form.window
        give_quiz(
            version=version,
            cohort=cohort,
            actor=request.user,
            opens_at=opens_at,
            closes_at=closes_at,
            rules=form.rules,
        )
        messages.success(request, _("The class has it now."))
        return see_other(reverse("class", args=[cohort.public_id]))
    title = quiz_titles([version.quiz], get_language())[version.quiz_id]
    context = {"cohort": cohort, "title": title, "form": form}
    return render(request, TEMPLATE, context, status=422 if form.errors else 200)


@staff_required
@require_http_methods(["GET", "HEAD", "POST"])
@no_store
def change(request: SignedInRequest, assignment_id: str) -> HttpResponse:
    """Change window and rules of a quiz that the class has; what would be unfair is refused with the reason."""
    assignment = access_taught_assignment(request.user, assignment_id)
    form = RulesForm(request.POST or None, cohort=assignment.cohort, rules=standing_rules(assignment), given=assignment)
    if request.method == "POST" and form.is_valid():
        try:
            change_rules(assignment=assignment, actor=request.user, rules=form.rules, window=form.window)
        except UnfairChange as unfair:
            for field, reason in unfair.reasons.items():
                form.add_error(field, str(reason))
        else:
            messages.success(request, _("Saved."))
            return see_other(reverse("class_results", args=[assignment.public_id]))
    quiz = assignment.version.quiz
    context = {
        "assignment": assignment,
        "cohort": assignment.cohort,
        "title": quiz_titles([quiz], get_language())[quiz.pk],
        "has_begun": assignment.attempts.exists(),
        "form": form,
    }
    return render(request, TEMPLATE, context, status=422 if form.errors else 200)
