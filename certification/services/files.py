"""Files of evidence in the store, under names that say nothing."""

from collections.abc import Iterable
from uuid import uuid4

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage

from certification.models import EVIDENCE_FOLDER


def store_file(data: bytes, kind: str) -> str:
    """Keep the bytes under a random name and return it."""
    return default_storage.save(f"{EVIDENCE_FOLDER}/{uuid4().hex}.{kind}", ContentFile(data))


def delete_stored(names: Iterable[str]) -> None:
    """Delete files; a name that is gone already is no error."""
    for name in names:
        default_storage.delete(name)
