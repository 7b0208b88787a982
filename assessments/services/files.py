"""Handed-in files in the store: written before their row, deleted after it, and swept where a row never came."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from functools import partial

from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils import timezone

from assessments.models import ANSWER_FOLDER, AnswerFile

SWEEP_JOB = "assessments.sweep_files"
# An upload that is being saved has a file already and a row in a moment.
GRACE = timedelta(hours=1)


def store(*, name: str, data: bytes) -> str:
    """Write a file and return the name that the store gave it."""
    return default_storage.save(f"{ANSWER_FOLDER}/{name}", ContentFile(data))


def delete_stored(names: Iterable[str]) -> None:
    """Remove files from the store; one that is gone already is no matter."""
    for name in names:
        default_storage.delete(name)


def forget_files(*, attempt_ids: Iterable[int]) -> int:
    """Delete the files of attempts, rows now and content once that is committed; return how many."""
    found = AnswerFile.objects.filter(attempt_id__in=list(attempt_ids))
    names = list(found.values_list("stored_as", flat=True))
    if names:
        found.delete()
        transaction.on_commit(partial(delete_stored, names), robust=True)
    return len(names)


def sweep_files(*, now: datetime | None = None) -> int:
    """Remove files that no row names: an upload that broke off, a person erased a moment before the power went."""
    try:
        _folders, names = default_storage.listdir(ANSWER_FOLDER)
    except FileNotFoundError:
        return 0
    there = {f"{ANSWER_FOLDER}/{name}" for name in names}
    kept = set(AnswerFile.objects.values_list("stored_as", flat=True))
    before = (now or timezone.now()) - GRACE
    lost = [name for name in sorted(there - kept) if default_storage.get_modified_time(name) < before]
    delete_stored(lost)
    return len(lost)
