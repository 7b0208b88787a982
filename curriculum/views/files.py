"""The file of a thing of the library, sent by us alone and only to whoever may see the thing."""

import mimetypes
import re
from pathlib import PurePosixPath

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_safe

from cms.enums import ContentLevel
from common.http import revalidate
from common.outage import is_outage
from curriculum.permissions import access_resource

RANGE = re.compile(r"bytes=(?P<first>\d{1,12})-(?P<last>\d{0,12})")
# What browsers show by themselves; everything else is only ever saved.
SHOWN = frozenset({"image/", "audio/", "video/"})
LARGEST_PART = 2_000_000


@require_safe
def resource_file(request: HttpRequest, resource_id: str) -> HttpResponseBase:
    """Send it under a name that names no topic."""
    found = access_resource(request.user, resource_id)
    if found.file is None:
        raise Http404
    try:
        stored = found.file.file.open("rb")
        size: int = found.file.file.size
    except OSError as problem:
        if is_outage(problem):
            raise
        raise Http404 from problem
    ending = PurePosixPath(found.file.file.name).suffix.lower()
    kind = mimetypes.guess_type(f"file{ending}")[0] or "application/octet-stream"
    is_shown = kind.startswith(tuple(SHOWN)) and "svg" not in kind
    asked = RANGE.fullmatch(request.headers.get("Range", "")) if is_shown else None
    first = int(asked["first"]) if asked else 0
    response: HttpResponseBase
    if asked is None or first >= size:
        response = FileResponse(stored, content_type=kind)
    else:
        # Some browsers play nothing that cannot be fetched in parts; one part is never large.
        last = min(int(asked["last"] or size - 1), size - 1, first + LARGEST_PART - 1)
        stored.seek(first)
        response = HttpResponse(stored.read(max(last - first + 1, 0)), status=206, content_type=kind)
        response.headers["Content-Range"] = f"bytes {first}-{last}/{size}"
        stored.close()
    manner = "inline" if is_shown and "save" not in request.GET else "attachment"
    response.headers["Content-Disposition"] = f'{manner}; filename="library-{found.public_id}{ending}"'
    response.headers["Accept-Ranges"] = "bytes"
    if found.content_level < ContentLevel.STORY:
        return revalidate(response)
    response.headers["Cache-Control"] = "no-store"
    return response
