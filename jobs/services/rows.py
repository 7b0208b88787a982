"""Moves of one row through its states: each is a single UPDATE that says whether the row was still the caller's.

A start is won by one worker only, and every later write of that worker carries the number of its attempt: one that
was given up for dead can no longer finish, fail or report anything.
"""

import json
from datetime import datetime, timedelta

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from jobs.enums import JobStatus
from jobs.models import MESSAGE_LENGTH, Job, Json

MOST_ERRORS = 5
# Waiting times after the first, second, … error.
BACK_OFF = (timedelta(seconds=5), timedelta(seconds=30), timedelta(minutes=2), timedelta(minutes=10))
# A job that takes its worker down with it must not do so for ever; ordinary power cuts never come to this.
MOST_INTERRUPTIONS = 20
WAIT_PER_INTERRUPTION = timedelta(seconds=5)


class JobStopped(Exception):
    """The row was cancelled, given to another worker, or this worker is closing: the handler's work does not count."""


def claim(job_id: int) -> Job | None:
    """Start the job if it is due; None when somebody else was faster or it was cancelled."""
    now = timezone.now()
    with transaction.atomic():
        row = Job.objects.due(now).order_by().filter(pk=job_id)
        is_won = row.update(
            status=JobStatus.RUNNING, attempts=F("attempts") + 1, started_at=now, heartbeat_at=now, progress=0
        )
        return Job.objects.get(pk=job_id) if is_won else None


def is_held(job: Job) -> bool:
    """Whether this attempt still holds the row."""
    return Job.objects.held(job).exists()


def write(job: Job, **values: object) -> None:
    """Update the row while this attempt holds it, else raise ``JobStopped``."""
    if not Job.objects.held(job).update(**values):
        raise JobStopped


def release(job: Job, *, silent_since: datetime | None = None) -> bool:
    """Queue a job again whose worker stopped, through no error of its own; return whether it was still held.

    The first time it may start at once, then later and later, for it may be the job that takes the workers down.
    """
    held = Job.objects.held(job)
    if silent_since is not None:
        held = held.silent(silent_since)
    if job.interruptions + 1 >= MOST_INTERRUPTIONS:
        return bool(held.update(**_failed("worker_lost", "")))
    again = timezone.now() + WAIT_PER_INTERRUPTION * job.interruptions
    return bool(held.update(**_queued(again), interruptions=F("interruptions") + 1))


def fail(job: Job, code: str, text: str = "", *, retry: bool) -> bool:
    """Queue again after an error, or close the job when it had all its tries; return whether it is closed."""
    held = Job.objects.held(job)
    if not retry or job.errors >= MOST_ERRORS:
        return bool(held.update(**_failed(code, text)))
    again = timezone.now() + BACK_OFF[min(job.errors, len(BACK_OFF)) - 1]
    held.update(**_queued(again), error_code=code[:60], error_text=text[:MESSAGE_LENGTH])
    return False


def require_small(value: Json, most: int) -> None:
    """Refuse what does not belong into the queue; ``most`` is in characters of JSON."""
    if len(json.dumps(value)) > most:
        raise ValueError(f"more than {most} characters: store it elsewhere and pass its number")


def _queued(run_after: datetime) -> Json:
    return {"status": JobStatus.QUEUED, "run_after": run_after, "rung_at": None, "heartbeat_at": None}


def _failed(code: str, text: str) -> Json:
    return {
        "status": JobStatus.FAILED,
        "message": "",
        "error_code": code[:60],
        "error_text": text[:MESSAGE_LENGTH],
        "finished_at": timezone.now(),
    }
