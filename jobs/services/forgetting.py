"""Forgetting whom jobs were for, when that person's data are erased."""

from collections.abc import Collection

from django.db import transaction
from django.db.models import Q, TextField
from django.db.models.functions import Cast
from django.utils import timezone

from jobs.enums import JobStatus
from jobs.models import Job


@transaction.atomic
def forget_person(*, person_id: int, identifiers: Collection[str]) -> int:
    """Blank owner, question and answer of a person's jobs and of those that name an identifier; return how many.

    What still waits or runs is cancelled. ``identifiers`` are random ones, long enough to mean nobody else. The rows
    stay as figures of the queue until their own time is over.
    """
    named = Q(owner_id=person_id)
    for identifier in identifiers:
        named |= Q(asked__contains=identifier) | Q(answered__contains=identifier) | Q(unique_key__contains=identifier)
        named |= Q(message__contains=identifier) | Q(error_text__contains=identifier)
    texts = {"asked": Cast("payload", TextField()), "answered": Cast("result", TextField())}
    found = list(Job.objects.annotate(**texts).filter(named).values_list("pk", flat=True))
    jobs = Job.objects.filter(pk__in=found)
    jobs.unfinished().update(status=JobStatus.CANCELLED, finished_at=timezone.now())
    jobs.update(owner_id=None, payload={}, result={}, unique_key=None, message="", error_text="")
    return len(found)
