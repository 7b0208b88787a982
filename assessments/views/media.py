"""The pictures and sounds of questions: files that never change, each at an address made of its content."""

import re

from django.core.files.storage import default_storage
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from assessments.permissions import access_media
from cms.enums import ContentLevel
from common.outage import is_outage

TYPES = {"webp": "image/webp", "mp3": "audio/mpeg", "m4a": "audio/mp4", "ogg": "audio/ogg"}
NAME = re.compile(r"(?P<address>[0-9a-f]{24})\.(?P<type>[a-z0-9]{3,4})")
RANGE = re.compile(r"bytes=(?P<first>[0-9]{1,9})-(?P<last>[0-9]{0,9})")
A_YEAR = "max-age=31536000, immutable"


@require_safe
def question_media(request: HttpRequest, name: str) -> HttpResponse | FileResponse:
    """Send a picture or a sound to whoever may be asked its question; 404 for everybody else."""
    asked = NAME.fullmatch(name)
    if asked is None:
        raise Http404
    kept = access_media(request.user, asked["address"], asked["type"])
    try:
        with default_storage.open(kept.file) as stored:
            data = stored.read()
    except OSError as problem:
        if is_outage(problem):
            raise
        raise Http404 from problem
    response = _part(data, request.headers.get("Range", ""))
    response.headers["Content-Type"] = TYPES[kept.type]
    is_public = kept.content_level < ContentLevel.STORY
    response.headers["Cache-Control"] = f"{'public' if is_public else 'private'}, {A_YEAR}"
    return response


def _part(data: bytes, wanted: str) -> HttpResponse:
    """Return the bytes asked for; some browsers play no sound that cannot be fetched in parts."""
    asked = RANGE.fullmatch(wanted)
    first, last = (int(asked["first"]), int(asked["last"] or len(data) - 1)) if asked else (0, len(data) - 1)
    if asked is None or not first <= last or first >= len(data):
        response = HttpResponse(data)
    else:
        last = min(last, len(data) - 1)
        response = HttpResponse(data[first : last + 1], status=206)
        response.headers["Content-Range"] = f"bytes {first}-{last}/{len(data)}"
    response.headers["Accept-Ranges"] = "bytes"
    return response
