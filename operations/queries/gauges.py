"""Figures of the installation at this moment, for the metrics; none of them is about a person or a place."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from django.db import DatabaseError
from django.db.models import Count
from django.utils import timezone

from jobs.enums import JobStatus
from jobs.models import Job
from jobs.queries import queue_health
from operations.queries.backups import last_backup
from operations.queries.readiness import readiness

SECONDS_AN_HOUR = 3600


@dataclass(frozen=True, slots=True)
class Gauge:
    """One figure, or a figure by state; ``None`` of a single figure means that there is nothing to measure."""

    name: str
    meaning: str
    value: float | None = None
    by_state: dict[str, float] | None = None


def gauges(*, now: datetime | None = None) -> Iterator[Gauge]:
    """Yield every figure that can be had; without a database only those that need none. A handful of queries."""
    now = now or timezone.now()
    state = readiness(now=now)
    yield Gauge("orientir_database_up", "Whether the database answers", float(state.has_database))
    yield Gauge("orientir_disk_free_bytes", "Bytes left where the data lies", float(state.disk_free))
    if not state.has_database:
        return
    yield Gauge("orientir_worker_heartbeat_age_seconds", "Since a worker was last seen", state.worker_age)
    try:
        last = last_backup(now=now)
        age = last.age_hours * SECONDS_AN_HOUR if last.at else None
        yield Gauge("orientir_backup_age_seconds", "Since the moment that the last good backup shows", age)
        yield from _of_jobs(now)
    except DatabaseError:
        return


def _of_jobs(now: datetime) -> Iterator[Gauge]:
    counted = dict(Job.objects.order_by().values_list("status").annotate(Count("pk")))
    by_state = {str(status): float(counted.get(status, 0)) for status in JobStatus}
    yield Gauge("orientir_jobs", "Rows of jobs by state", by_state=by_state)
    late = queue_health(now=now).late_seconds
    yield Gauge("orientir_jobs_late_seconds", "How long the first job in line has been able to start", float(late))
