"""A lesson on paper: its text for students as one PDF, for everybody, for a class, for its teacher."""

import json
from hashlib import sha256

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import get_language, override
from django.views.decorators.http import require_safe

from accounts.permissions import SignedInRequest, learner_required, staff_required
from cms.enums import ContentLevel
from cms.permissions import can_read
from common.http import no_store, revalidate
from curriculum.queries import is_professional
from institutions.exchange.drawings import qr_svg
from lessons import queries
from lessons.exchange.paper_pdf import sheet_pdf
from lessons.models import LessonAssignment, LessonPage
from lessons.permissions import access_own_lesson, access_taught_lesson
from lessons.queries.handouts import handout

CACHE_SECONDS = 24 * 60 * 60


@require_safe
def public_handout(request: HttpRequest, page_id: int) -> HttpResponse:
    """Send the hand-out of a published lesson that its visitor may read on the screen, too."""
    page = LessonPage.objects.filter(pk=page_id, live=True).select_related("locale").first()
    if page is None or not can_read(page, request.user):
        raise Http404
    if page.content_level >= ContentLevel.STORY and not is_professional(page):
        raise Http404
    return revalidate(_answer(page, request.build_absolute_uri(page.get_url(request) or "/")))


@learner_required
@require_safe
@no_store
def own_handout(request: SignedInRequest, given_id: str) -> HttpResponse:
    """Send a student the hand-out of a lesson of their class."""
    return _for_class(request, access_own_lesson(request.user, given_id))


@staff_required
@require_safe
@no_store
def class_handout(request: SignedInRequest, given_id: str) -> HttpResponse:
    """Send a teacher the hand-out to print for the class."""
    return _for_class(request, access_taught_lesson(request.user, given_id))


def _for_class(request: HttpRequest, given: LessonAssignment) -> HttpResponse:
    text = queries.lesson_text(given.lesson, get_language())
    return _answer(text.page, request.build_absolute_uri(reverse("lesson", args=[given.public_id])))


def _answer(page: LessonPage, address: str) -> HttpResponse:
    """Return the file: made once for what it says, so that a new version, fact or help number makes a new one."""
    with override(page.locale.language_code):
        made = handout(page, address)
    said = json.dumps(made.data, sort_keys=True, ensure_ascii=False).encode()
    key = f"handout:{page.pk}:{sha256(said).hexdigest()}"
    pdf: bytes | None = cache.get(key)
    if pdf is None:
        pdf = sheet_pdf("handout.typ", made.data | {"qr": qr_svg(address)}, made.pictures)
        if made.is_whole:
            cache.set(key, pdf, CACHE_SECONDS)
    name = f"lesson-{slugify(page.number.replace('.', '-'))}-{page.locale.language_code}.pdf"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return HttpResponse(pdf, content_type="application/pdf", headers=headers)
