"""Reading the queue: what a person started, and how the queue is doing."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Max, Min, Q
from django.utils import timezone

from jobs.enums import JobStatus
from jobs.models import Job, JobQuerySet, Visitor, Worker


@dataclass(frozen=True, slots=True)
class QueueHealth:
    """Figures of the queue; ``late_seconds`` is how long the first in line has been able to start."""

    waiting: int
    running: int
    failed_today: int
    late_seconds: int


def own_jobs(user: Visitor, *, kind: str = "") -> JobQuerySet:
    """Return a person's own jobs, newest first, whatever else they may see."""
    mine = Job.objects.filter(owner_id=user.pk, owner_id__isnull=False)
    return mine.filter(kind=kind) if kind else mine


def queue_health(*, now: datetime | None = None) -> QueueHealth:
    """Return the figures for the health page, in one query."""
    now = now or timezone.now()
    due = Q(status=JobStatus.QUEUED, run_after__lte=now)
    figures = Job.objects.aggregate(
        waiting=Count("pk", filter=due),
        running=Count("pk", filter=Q(status=JobStatus.RUNNING)),
        failed=Count("pk", filter=Q(status=JobStatus.FAILED, finished_at__gte=now - timedelta(days=1))),
        first=Min("run_after", filter=due),
    )
    late = int((now - figures["first"]).total_seconds()) if figures["first"] else 0
    return QueueHealth(figures["waiting"], figures["running"], figures["failed"], late)


def last_heartbeat() -> datetime | None:
    """Return when any worker process was last seen, None when none ever was. One query."""
    seen: datetime | None = Worker.objects.aggregate(last=Max("seen_at"))["last"]
    return seen


def last_result(kind: str) -> Job | None:
    """Return the newest job of a kind that ended well: periodic work keeps what it found there."""
    return Job.objects.filter(kind=kind, status=JobStatus.DONE).order_by("-finished_at").first()
