"""How removal by date is doing: the last night, what went lately, and what should be gone."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from audit.models import AuditEntry
from jobs.enums import JobStatus
from jobs.models import Job
from operations.queries.overdue import overdue

RETENTION_JOB = "operations.retention"
# It comes every night; after this somebody has to look.
LATE_AFTER = timedelta(hours=36)
SHOWN = 30


@dataclass(frozen=True, slots=True)
class Removal:
    """One run that removed something: rows by eraser."""

    at: datetime
    counts: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class RetentionState:
    """What a person who looks after the installation has to know about retention."""

    last_run_at: datetime | None
    last_error: str
    removals: Sequence[Removal]
    overdue: Mapping[str, int]
    is_late: bool

    @property
    def needs_somebody(self) -> bool:
        """Whether something is overdue, failed, or has not run."""
        return bool(self.overdue or self.last_error or self.is_late)


def retention_state(now: datetime | None = None) -> RetentionState:
    """Return the state, counted from the tables at this moment."""
    now = now or timezone.now()
    finished = Job.objects.filter(kind=RETENTION_JOB, finished_at__isnull=False).order_by("-finished_at").first()
    last_run_at = finished.finished_at if finished else None
    failed = finished is not None and finished.status == JobStatus.FAILED
    entries = AuditEntry.objects.filter(action="retention.run").order_by("-at")[:SHOWN]
    return RetentionState(
        last_run_at=last_run_at,
        last_error=(finished.error_text or finished.error_code) if finished is not None and failed else "",
        removals=[Removal(entry.at, {name: int(count) for name, count in entry.details.items()}) for entry in entries],
        overdue=overdue(now),
        is_late=last_run_at is None or last_run_at < now - LATE_AFTER,
    )
