"""Asking for work, starting what comes back by itself, and finding again what a broker or a worker forgot."""

import logging
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from functools import partial

from celery import current_app
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from kombu.exceptions import OperationalError

from jobs.enums import JobStatus
from jobs.models import Job, Json, Visitor
from jobs.permissions import can_cancel_job
from jobs.services import rows
from jobs.services.work import HANDLERS

RUN_TASK = "jobs.run"
SWEEP_TASK = "jobs.sweep"

# Five missed heartbeats: the worker is gone.
SILENCE = timedelta(seconds=10)
RING_AGAIN = timedelta(seconds=60)
SWEEP_AT_MOST = 500
LARGEST_PAYLOAD = 4_000
KEEP_FOR = timedelta(days=30)
KEEP_OWNERLESS_FOR = timedelta(days=2)

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Periodic:
    """Work that comes back: ``every`` so often, or daily ``at`` a local time; missed today, it is caught up today."""

    kind: str
    every: timedelta | None = None
    at: time | None = None

    def __post_init__(self) -> None:
        if (self.every is None) == (self.at is None):
            raise ValueError("periodic work has either an interval or a time of day")

    def key(self, now: datetime) -> str | None:
        """Return the name of the turn that ``now`` falls into, None before today's time."""
        if self.every is not None:
            return f"{self.kind}#{int(now.timestamp() // self.every.total_seconds())}"
        local = timezone.localtime(now)
        return f"{self.kind}@{local.date()}" if self.at is not None and local.time() >= self.at else None


@dataclass(frozen=True, slots=True)
class Swept:
    """What one sweep did: jobs taken back from silent workers, periodic jobs started, jobs rung for once more."""

    taken_back: int = 0
    started: int = 0
    rung: int = 0


PERIODICS: dict[str, Periodic] = {}


def register_periodic(periodic: Periodic) -> None:
    """Have the sweeper start this work in every turn; called in ``AppConfig.ready``."""
    if PERIODICS.setdefault(periodic.kind, periodic) != periodic:
        raise ValueError(f"{periodic.kind} already comes back at another time")


def enqueue(
    *,
    kind: str,
    payload: Json,
    owner_id: int | None,
    run_after: datetime | None = None,
    unique_key: str | None = None,
) -> Job:
    """Ask for work: write the row, and ring for a worker once the caller's transaction is committed.

    ``payload`` holds numbers of rows, not their contents. The same ``unique_key`` gives the same job back, unless that
    one failed or was cancelled: then a new one takes over its key.
    """
    if kind not in HANDLERS:
        raise ValueError(f"nobody handles {kind}")
    rows.require_small(payload, LARGEST_PAYLOAD)
    now = timezone.now()
    is_due = run_after is None or run_after <= now
    values: Json = {
        "kind": kind,
        "payload": payload,
        "owner_id": owner_id,
        "run_after": run_after or now,
        "rung_at": now if is_due else None,
    }
    with transaction.atomic():
        if unique_key is None:
            job, is_new = Job.objects.create(**values), True
        else:
            over = Job.objects.filter(unique_key=unique_key, status__in=[JobStatus.FAILED, JobStatus.CANCELLED])
            over.update(unique_key=None)
            job, is_new = Job.objects.get_or_create(unique_key=unique_key, defaults=values)
            if job.kind != kind:
                raise ValueError(f"the key {unique_key!r} belongs to {job.kind}")
        if is_new and is_due:
            transaction.on_commit(partial(_ring, job.pk), robust=True)
    return job


class NotRetried(Exception):
    """Only what failed or was cancelled, and what somebody still knows how to do, is asked for again."""


def retry(*, job: Job) -> tuple[Job, bool]:
    """Ask for the work of a failed or cancelled job again; return the new job and whether it was made just now.

    A new row: the old one keeps saying what went wrong, and its count of errors would end the new run at its first.
    Twice gives the same row; when that one failed too, the next retry makes another.
    """
    if job.status not in {JobStatus.FAILED, JobStatus.CANCELLED} or job.kind not in HANDLERS:
        raise NotRetried
    key = f"retry:{job.public_id}"
    standing = Job.objects.filter(unique_key=key).exclude(status__in=[JobStatus.FAILED, JobStatus.CANCELLED]).first()
    if standing is not None:
        return standing, False
    return enqueue(kind=job.kind, payload=dict(job.payload), owner_id=job.owner_id, unique_key=key), True


def cancel(*, job: Job, by: Visitor) -> Job:
    """Stop a job for good: at once while it waits, at its next sign of progress while it runs. Twice is once."""
    if not can_cancel_job(by, job):
        raise PermissionDenied
    Job.objects.unfinished().filter(pk=job.pk).update(
        status=JobStatus.CANCELLED, message="", finished_at=timezone.now()
    )
    job.refresh_from_db()
    return job


def sweep(*, now: datetime | None = None) -> Swept:
    """Take jobs back from workers that fell silent, start what is periodic, and ring for what waited too long.

    Any number of sweepers may run at once.
    """
    now = now or timezone.now()
    silent = list(Job.objects.silent(now - SILENCE)[:SWEEP_AT_MOST])
    taken_back = sum(rows.release(job, silent_since=now - SILENCE) for job in silent)
    return Swept(taken_back, _start_periodic(now), _ring_again(now) if settings.REDIS_URL else 0)


def delete_old(*, now: datetime | None = None) -> int:
    """Delete finished jobs past their time, those of nobody sooner; return how many."""
    now = now or timezone.now()
    past = Q(finished_at__lt=now - KEEP_FOR)
    past |= Q(owner_id=None, status=JobStatus.DONE, finished_at__lt=now - KEEP_OWNERLESS_FOR)
    return Job.objects.filter(past).delete()[0]


def _start_periodic(now: datetime) -> int:
    """Queue the periodic work whose turn has no row yet; a turn is skipped while the one before still runs."""
    turns = {key: periodic.kind for periodic in PERIODICS.values() if (key := periodic.key(now))}
    begun = set(Job.objects.filter(unique_key__in=turns).values_list("unique_key", flat=True))
    missing = {key: kind for key, kind in turns.items() if key not in begun}
    if not missing:
        return 0
    unfinished = Job.objects.unfinished().filter(unique_key__isnull=False)
    busy = set(unfinished.filter(kind__in=missing.values()).values_list("kind", flat=True))
    ready = [(key, kind) for key, kind in missing.items() if kind not in busy]
    for key, kind in ready:
        enqueue(kind=kind, payload={}, owner_id=None, unique_key=key)
    return len(ready)


def _ring_again(now: datetime) -> int:
    """Ring for due jobs that no worker took, the broker's fault or not; stop at the first ring it does not hear."""
    unheard = Job.objects.due(now).filter(Q(rung_at=None) | Q(rung_at__lt=now - RING_AGAIN))
    rung = []
    for job_id in list(unheard.values_list("pk", flat=True)[:SWEEP_AT_MOST]):
        if not _ring(job_id):
            break
        rung.append(job_id)
    Job.objects.filter(pk__in=rung).update(rung_at=now)
    return len(rung)


def _ring(job_id: int) -> bool:
    """Tell the broker; when it is away the sweeper rings later. Without a broker the worker looks by itself."""
    if not settings.REDIS_URL:
        return False
    try:
        current_app.send_task(RUN_TASK, (job_id,), ignore_result=True, retry=False)
    except (OperationalError, OSError) as error:
        logger.warning("the broker did not answer: %s", type(error).__name__)
        return False
    return True
