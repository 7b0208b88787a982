"""The student's lessons: the list, a lesson's first page, and its steps one by one."""

from hashlib import sha256

from django.core.cache import cache
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.http import quote_etag
from django.utils.translation import get_language
from django.views.decorators.http import require_safe

from accounts.permissions import SignedInRequest, learner_required
from common.http import no_store, revalidate
from lessons import queries, services
from lessons.models import LessonAssignment, LessonProgress
from lessons.permissions import access_own_lesson
from lessons.queries import LessonText

STEP_CACHE_SECONDS = 24 * 60 * 60


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
        "languages_switch": True,
    }
    return render(request, "lessons/learner/lesson.html", context)


@learner_required
@require_safe
def step(request: SignedInRequest, given_id: str, number: int) -> HttpResponse:
    """Show one step. The page is the same for the whole class: rendered once, then sent from the cache."""
    given = access_own_lesson(request.user, given_id)
    text = queries.lesson_text(given.lesson, get_language())
    count = len(text.page.body)
    if number > count:
        return redirect(_quiz_url(given) or "my_lessons")
    if number < 1:
        raise Http404
    services.record_step(given=given, learner=request.user, step=number, is_last=number == count)
    body, etag = _rendered(given, text, number)
    is_known = request.headers.get("If-None-Match") == etag
    response = HttpResponse(status=304) if is_known else HttpResponse(body)
    response.headers["ETag"] = etag
    return revalidate(response)


def _rendered(given: LessonAssignment, text: LessonText, number: int) -> tuple[bytes, str]:
    """Return the page and its ETag, by version of the lesson, language and class."""
    page = text.page
    version = page.latest_revision_id or int(page.last_published_at.timestamp() if page.last_published_at else 0)
    key = f"step:{given.pk}:{page.pk}:{version}:{given.quiz_assignment_id}:{get_language()}:{number}"
    kept: tuple[bytes, str] | None = cache.get(key)
    if kept is None:
        body = render_to_string("lessons/learner/step.html", _step_context(given, text, number)).encode()
        kept = (body, quote_etag(sha256(body).hexdigest()[:24]))
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
        "has_quiz": given.quiz_assignment_id is not None,
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
