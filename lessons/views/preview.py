"""Previews of a lesson for its author: drawn from the draft, kept by no cache, recorded nowhere."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import translation
from django.utils.csp import CSP

from common.http import no_store
from lessons.enums import Preview
from lessons.models import LessonPage
from lessons.views.preview_contexts import paper_context, projector_context, run_context, student_context

CONTEXTS = {
    Preview.STUDENT: student_context,
    Preview.RUN: run_context,
    Preview.PROJECTOR: projector_context,
    Preview.PAPER: paper_context,
    Preview.NO_SCRIPT: student_context,
}
# The editor shows a preview in a frame of its own page. Nothing can be sent from there.
PREVIEW_CSP = {**settings.SECURE_CSP, "frame-ancestors": [CSP.SELF], "form-action": [CSP.NONE]}
# "sandbox" switches scripts off as a phone without them does, so that what stands in for them is shown.
NO_SCRIPT_CSP = {**PREVIEW_CSP, "script-src": [CSP.NONE], "sandbox": ["allow-same-origin"]}


@no_store
def preview(request: HttpRequest, page: LessonPage, screen: Preview) -> HttpResponse:
    """Draw one screen in the language of the page. Whoever asks was let in by the editor; nobody else gets here."""
    language = page.locale.language_code if page.locale_id else translation.get_language()
    with translation.override(language):
        response = render(request, f"lessons/preview/{screen}.html", CONTEXTS[screen](page))
    response.headers["Content-Language"] = str(language)
    # The attribute that Django's own decorator sets.
    setattr(response, "_csp_config", NO_SCRIPT_CSP if screen is Preview.NO_SCRIPT else PREVIEW_CSP)  # noqa: B010
    return response
