"""The student's lessons: the list, a lesson's first page, and its steps one by one."""

from hashlib import sha256
from typing import NamedTuple

from django.core.cache import cache
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from accounts.permissions import SignedInRequest, learner_required
from assessments.queries import due_cards
from common.http import no_store, revalidate
from institutions.enums import CohortKind
from lessons import queries, services
from lessons.models import LessonAssignment, LessonProgress
from lessons.permissions import access_own_lesson
from lessons.queries import LessonText
from lessons.queries.runs import own_run

# Sent by a device that keeps the page for later: nobody has read it yet.
KEEPING = "X-Keep"
STEP_CACHE_SECONDS = 24 * 60 * 60
# Written by the picture block while the store of pictures is away.
MISSING_PICTURE = b"<p data-missing>"


@learner_required
@require_safe
@no_store
def my_lessons(request: SignedInRequest) -> HttpResponse:
    """List the lessons of the learner's classes, the next one first."""
    units = queries.my_lessons(request.user, get_language())
    rows = [row for unit in units for row in unit.lessons]
    following = next((row for row in rows if not row.is_done), None)
    context = {
        "units": units,
        "quizzes": queries.my_quizzes(request.user, get_language()),
        "following": following,
        "runs_now": own_run(request.user) is not None,
        "to_repeat": len(due_cards(request.user.pk)),
        "languages_switch": True,
    }
    return render(request, "lessons/learner/my_lessons.html", context)


@learner_required
@require_safe
@no_store
def lesson(request: SignedInRequest, given_id: str) -> HttpResponse:
    """Show what the lesson is about before it starts, and where the learner stopped."""
    given = access_own_lesson(request.user, given_id)
    text = queries.lesson_text(given.lesson, get_language())
    progress = LessonProgress.objects.filter(assignment=given, learner=request.user).first()
    last = progress.last_step if progress else 0
    context = {
        "given": given,
        "lesson": text.page,
        "text": text,
        "count": len(text.page.body),
        "resume": min(max(last, 1), len(text.page.body)),
        "is_begun": last > 0,
        "quiz_url": _quiz_url(given),
        "is_professional": given.cohort.kind == CohortKind.TRAINING_GROUP,
        "languages_switch": True,
    }
    return render(request, "lessons/learner/lesson.html", context)


@learner_required
@require_safe
def step(request: SignedInRequest, given_id: str, number: int) -> HttpResponse:
    """Show one step. The page is the same for the whole class: rendered once, then sent from the cache."""
    given = access_own_lesson(request.user, given_id)
    page = _rendered(given, number)
    if number > page.steps:
        return redirect(_quiz_url(given) or "my_lessons")
    if number < 1:
        raise Http404
    if KEEPING not in request.headers:
        services.record_step(given=given, learner=request.user, step=number, is_last=number == page.steps)
    response = HttpResponse(page.body)
    response.headers["ETag"] = page.etag
    return revalidate(get_conditional_response(request, etag=page.etag, response=response) or response)


class RenderedStep(NamedTuple):
    """A step as it is sent, and how many steps its lesson has; without a body where there is no such step."""

    body: bytes
    etag: str
    steps: int


def _rendered(given: LessonAssignment, number: int) -> RenderedStep:
    """Return the page and its ETag, by version of the lesson, language and class."""
    version = queries.lesson_version(given.lesson, get_language())
    leads_to = _quiz_url(given) and given.quiz_assignment_id
    key = f"step:{given.pk}:{version.page_id}:{version.mark}:{leads_to}:{get_language()}:{number}"
    kept: RenderedStep | None = cache.get(key)
    if kept is not None:
        return kept
    text = queries.lesson_text(given.lesson, get_language())
    count = len(text.page.body)
    if not 1 <= number <= count:
        return RenderedStep(b"", "", count)
    body = render_to_string("lessons/learner/step.html", _step_context(given, text, number)).encode()
    # Weak: the same page may travel compressed or not.
    kept = RenderedStep(body, f'W/"{sha256(body).hexdigest()[:24]}"', count)
    # A page that lacks a picture for the moment is not the page to keep.
    if MISSING_PICTURE not in body:
        cache.set(key, kept, STEP_CACHE_SECONDS)
    return kept


def _step_context(given: LessonAssignment, text: LessonText, number: int) -> dict[str, object]:
    count = len(text.page.body)
    following = (
        reverse("lesson_step", args=[given.public_id, number + 1])
        if number < count
        else _quiz_url(given) or reverse("my_lessons")
    )
    return {
        "given": given,
        "lesson": text.page,
        "text": text,
        "step": text.page.body[number - 1].value,
        "number": number,
        "count": count,
        "is_last": number == count,
        "has_quiz": bool(_quiz_url(given)),
        "following": following,
        "step_url": reverse("lesson_step", args=[given.public_id, number]),
        "back": reverse("lesson_step", args=[given.public_id, number - 1])
        if number > 1
        else reverse("lesson", args=[given.public_id]),
    }


def _quiz_url(given: LessonAssignment) -> str:
    """Return where the lesson's questions start, coming back to the list afterwards; "" without questions."""
    if given.quiz_assignment is None or given.quiz_assignment.withdrawn_at is not None:
        return ""
    return f"{reverse('quiz_intro', args=[given.quiz_assignment.public_id])}?next={reverse('my_lessons')}"
