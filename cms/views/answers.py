"""Answers that belong to no subject: pages about the site, pictures, a refused form, a defect, an outage."""

import mimetypes
import sys
from pathlib import PurePosixPath

from django.conf import settings
from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils import translation
from django.views import defaults
from django.views.decorators.http import require_safe
from wagtail.views import serve

from cms.exchange.statements import statement
from common.http import revalidate
from common.outage import is_outage

# What Wagtail makes from pictures; originals and documents go through Wagtail's own view, which checks permissions.
PUBLIC_FOLDERS = frozenset({"images"})
RETRY_AFTER_SECONDS = "5"
# An answer is kept on the page that says it was not saved; more than this no form of ours sends.
KEPT_FIELDS = 60
KEPT_CHARACTERS = 20_000
PICTURE_TYPES = frozenset({"image/jpeg", "image/png", "image/webp", "image/avif"})


@require_safe
def serve_image(request: HttpRequest, name: str) -> HttpResponse | FileResponse:
    """Send a rendition of a picture; everything else in the media store answers 404 here."""
    path = PurePosixPath(name)
    kind = mimetypes.guess_type(path.name)[0] or ""
    is_picture = path.parts[:1] and path.parts[0] in PUBLIC_FOLDERS and kind in PICTURE_TYPES
    if not is_picture or ".." in path.parts:
        raise Http404
    try:
        picture = default_storage.open(str(path))
    except (OSError, ValueError) as problem:
        if is_outage(problem):
            raise
        # Not there, a folder, or a name that no file can have.
        raise Http404 from problem
    response = FileResponse(picture, content_type=kind)
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


@require_safe
def serve_statement(request: HttpRequest, name: str) -> HttpResponseBase:
    """Show a page about the site itself: the one of the page tree, else the text that the program brings along."""
    try:
        shown: HttpResponseBase = serve(request, f"{name}/")
    except Http404:
        said = statement(name, translation.get_language() or settings.LANGUAGE_CODE)
        return revalidate(render(request, "cms/statement.html", {"statement": said}))
    return shown


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say in plain words that a form was too old, and how to go on."""
    return render(request, "403_csrf.html", status=403)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer for an error that nobody caught: 503 when database or disk are away for a while, else 500.

    Called while the error is being handled, wherever it came from: a view, a template, a middleware.
    """
    return unavailable(request) if is_outage(sys.exception()) else defaults.server_error(request)


def bad_request(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer for a request that is refused; a session that a full disk could not save is no fault of the sender."""
    return unavailable(request) if is_outage(exception) else defaults.bad_request(request, exception)


def unavailable(request: HttpRequest) -> HttpResponse:
    """Say that nothing was saved just now, and keep what a student typed for the next try.

    Needs no database: the language is that of the address or the cookie, and no context processor runs.
    """
    with translation.override(translation.get_language_from_request(request, check_path=True)):
        context = {"path": request.get_full_path(), "kept": _typed_fields(request)}
        page = render_to_string("503.html", context)
    headers = {"Retry-After": RETRY_AFTER_SECONDS, "Cache-Control": "no-store"}
    return HttpResponse(page, status=503, headers=headers)


def _typed_fields(request: HttpRequest) -> list[tuple[str, str]]:
    """Return the fields of a student's form, so that they can be sent again; secrets are never repeated in a page."""
    if request.method != "POST" or not request.path.startswith(settings.KEPT_FORM_PREFIXES):
        return []
    try:
        fields = [(name, str(value)) for name, values in request.POST.lists() for value in values]
    except Exception:  # noqa: BLE001  a form that cannot be read is not worth an error page of its own
        return []
    is_small = len(fields) <= KEPT_FIELDS and sum(len(name) + len(value) for name, value in fields) <= KEPT_CHARACTERS
    return fields if is_small else []
