"""Answers that belong to no subject: pictures of the media store, a refused form."""

import mimetypes
from pathlib import PurePosixPath

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

# What Wagtail makes from pictures; originals and documents go through Wagtail's own view, which checks permissions.
PUBLIC_FOLDERS = frozenset({"images"})
PICTURE_TYPES = frozenset({"image/jpeg", "image/png", "image/webp", "image/avif"})


@require_safe
def serve_image(request: HttpRequest, name: str) -> HttpResponse | FileResponse:
    """Send a rendition of a picture; everything else in the media store answers 404 here."""
    path = PurePosixPath(name)
    kind = mimetypes.guess_type(path.name)[0] or ""
    is_picture = path.parts[:1] and path.parts[0] in PUBLIC_FOLDERS and kind in PICTURE_TYPES
    if not is_picture or ".." in path.parts or not default_storage.exists(str(path)):
        raise Http404
    response = FileResponse(default_storage.open(str(path)), content_type=kind)
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable"
    return response


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Say in plain words that a form was too old, and how to go on."""
    return render(request, "403_csrf.html", status=403)
