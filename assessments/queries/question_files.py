"""The bytes of pictures that questions were published with, for files that carry them along."""

from collections.abc import Collection

from django.core.files.storage import default_storage

from assessments.models import FrozenMedia
from common.outage import is_outage


def picture_bytes(digests: Collection[str]) -> dict[str, bytes]:
    """Return the stored pictures by their digest; one that is lost is left out. One query."""
    found = {}
    for digest, file in FrozenMedia.objects.filter(digest__in=digests).values_list("digest", "file"):
        try:
            with default_storage.open(file) as stored:
                found[digest] = stored.read()
        except OSError as problem:
            if is_outage(problem):
                raise
    return found
