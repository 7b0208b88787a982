"""Today, a class, what it was given, and how to prepare a lesson."""

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import User
from accounts.permissions import SignedInRequest, staff_required
from assessments.models import QuizVersion
from assessments.permissions import access_taught_assignment
from assessments.queries import quiz_titles
from assessments.services import release_feedback, withdraw_quiz
from common.http import no_store, see_other
from institutions.models import Cohort, Enrolment
from institutions.permissions import access_taught_cohort
from lessons import queries, services
from lessons.enums import Mode
from lessons.forms import AssignForm
from lessons.permissions import access_taught_lesson
from lessons.queries.asked import asked
from lessons.queries.duties import staff_duties
from lessons.queries.first_steps import first_steps
from lessons.queries.guide import guide_notes, guide_phases
from lessons.queries.notices import notices_of
from lessons.queries.past import about_to_be_forgotten
from lessons.queries.placed import placed_questions
from lessons.queries.reteach import waiting_for_class, waiting_for_lesson
from lessons.queries.runs import needs_safety_note, open_run
from lessons.services.giving import give_quiz
from safeguarding.queries import talk_sign


@staff_required
@require_safe
@no_store
def today(request: SignedInRequest) -> HttpResponse:
    """Show the next lesson of each class, what waits, and the screens of the person's other roles."""
    context = {
        "classes": queries.today_classes(request.user, get_language()),
        "notices": notices_of(request.user),
        "forgotten_soon": about_to_be_forgotten(request.user),
        "duties": staff_duties(request.user),
        "talk_sign": talk_sign(request.user),
        "steps": first_steps(request.user),
        "languages_switch": True,
    }
    return render(request, "lessons/teacher/today.html", context)


@staff_required
@require_safe
@no_store
def class_page(request: SignedInRequest, cohort_id: str) -> HttpResponse:
    """Show who is in the class and what it was given."""
    cohort = access_taught_cohort(request.user, cohort_id)
    quizzes = queries.standalone_quizzes(cohort)
    titles = quiz_titles([quiz.version.quiz for quiz in quizzes], get_language())
    enrolments = Enrolment.objects.active().filter(cohort=cohort).select_related("learner")
    context = {
        "cohort": cohort,
        "enrolments": enrolments,
        "lessons": queries.class_lessons([cohort], get_language())[cohort.pk],
        "quizzes": [(quiz, titles[quiz.version.quiz_id]) for quiz in quizzes],
        "again": waiting_for_class(cohort.pk, get_language()),
    }
    return render(request, "lessons/teacher/class.html", context)


@staff_required
@require_http_methods(["GET", "HEAD", "POST"])
@no_store
def assign(request: SignedInRequest, cohort_id: str) -> HttpResponse:
    """Give the class a course, single lessons, or a quiz by itself."""
    cohort = access_taught_cohort(request.user, cohort_id)
    form = AssignForm(request.POST if request.method == "POST" else None, cohort=cohort, language=get_language())
    if request.method == "POST" and form.is_valid():
        try:
            _give(form, cohort, request.user)
        except services.WorkNotTaken as refused:
            message = _("Nothing was given: the questions of “%(lesson)s” ask for work that a teacher marks, and its "
                        "course is a prevention course. Tell the author.")  # fmt: skip
            form.add_error(None, message % {"lesson": refused.lesson.title})
        else:
            messages.success(request, _("The class has it now."))
            return see_other(reverse("class", args=[cohort.public_id]))
    context = {"cohort": cohort, "form": form}
    return render(request, "lessons/teacher/assign.html", context, status=422 if form.errors else 200)


@transaction.atomic
def _give(form: AssignForm, cohort: Cohort, actor: User) -> None:
    """Give everything that was chosen, or nothing of it."""
    for course in form.cleaned_data["courses"]:
        services.assign_course(course=course, cohort=cohort, actor=actor)
    for lesson in form.cleaned_data["lessons"]:
        services.assign_lesson(lesson=lesson, cohort=cohort, actor=actor)
    for quiz in form.cleaned_data["quizzes"]:
        version = QuizVersion.objects.filter(quiz=quiz).select_related("quiz").latest("number")
        give_quiz(version=version, cohort=cohort, actor=actor)


@staff_required
@require_safe
@no_store
def prepare(request: SignedInRequest, given_id: str) -> HttpResponse:
    """Show aim, phases, things to bring and the safety note of a lesson on one page."""
    given = access_taught_lesson(request.user, given_id)
    text = queries.lesson_text(given.lesson, get_language())
    guide = text.page.guide
    minutes = [block.value["minutes"] for block in guide if block.block_type == "phase"]
    running = open_run(given)
    context = {
        "given": given,
        "cohort": given.cohort,
        "lesson": text.page,
        "text": text,
        "phases": guide_phases(text.page, minutes, [Mode.PHONES] * len(minutes)),
        "asks": [asked(row, get_language()) for row in placed_questions(text.page)],
        "safety": guide_notes(text.page, "safety"),
        "boarding": guide_notes(text.page, "boarding"),
        "background": guide_notes(text.page, "background"),
        "note_waits": needs_safety_note(given.lesson, request.user),
        "modes": Mode.choices,
        "again": waiting_for_lesson(given, get_language()),
        "run": running if running and running.lesson_assignment_id == given.pk else None,
    }
    return render(request, "lessons/teacher/prepare.html", context)


@staff_required
@require_POST
def withdraw(request: SignedInRequest, given_id: str) -> HttpResponse:
    """Take a lesson back from its class; what students did is kept."""
    given = access_taught_lesson(request.user, given_id)
    services.withdraw_lesson(given=given, actor=request.user)
    messages.success(request, _("The lesson was taken back. Progress and answers are kept."))
    return see_other(reverse("class", args=[given.cohort.public_id]))


@staff_required
@require_POST
def withdraw_class_quiz(request: SignedInRequest, assignment_id: str) -> HttpResponse:
    """Take a quiz back from its class; answers are kept."""
    assignment = access_taught_assignment(request.user, assignment_id)
    withdraw_quiz(assignment=assignment, actor=request.user)
    messages.success(request, _("The questions were taken back. Answers are kept."))
    return see_other(reverse("class", args=[assignment.cohort.public_id]))


@staff_required
@require_POST
def release(request: SignedInRequest, assignment_id: str) -> HttpResponse:
    """Let the class see what was right, where the teacher had kept it back."""
    assignment = access_taught_assignment(request.user, assignment_id)
    release_feedback(assignment=assignment, actor=request.user)
    messages.success(request, _("The class can see its feedback now."))
    return see_other(reverse("class_results", args=[assignment.public_id]))
