"""Jobs as people read them: what kind of work, how far it is, what came out."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from jobs.enums import JobStatus
from jobs.models import Job, JobQuerySet
from jobs.permissions import can_cancel_job
from jobs.services.work import HANDLERS

# Kinds that people meet, in their words; others are shown by their code.
KIND_WORDS: Mapping[str, Any] = {
    "institutions.delete_expired": gettext_lazy("Removing codes and uploads that have ended"),
    "jobs.delete_old": gettext_lazy("Clearing away finished work"),
    "assessments.read_bank": gettext_lazy("Reading a question bank"),
    "assessments.import_bank": gettext_lazy("Importing questions"),
    "operations.backup": gettext_lazy("Backup"),
    "operations.backup_check": gettext_lazy("Looking how old the backup is"),
    "operations.certificate": gettext_lazy("Looking at the certificate of this site"),
    "operations.retention": gettext_lazy("Removing what is past its time"),
    "lessons.end_runs": gettext_lazy("Ending lessons that nobody ended"),
    "lessons.reminders": gettext_lazy("Collecting what people should be told"),
}
# Groups of states that somebody looks for.
SHOWN: Mapping[str, tuple[str, ...]] = {
    "": tuple(JobStatus.values),
    "open": (JobStatus.QUEUED, JobStatus.RUNNING),
    "failed": (JobStatus.FAILED,),
}
BADGES = {JobStatus.DONE: "badge-ok", JobStatus.FAILED: "badge-bad", JobStatus.RUNNING: "badge-info"}


@dataclass(frozen=True, slots=True)
class Work:
    """A job in words."""

    job: Job
    words: str
    badge: str
    can_cancel: bool
    can_retry: bool
    result: list[tuple[str, str]]

    @property
    def state(self) -> str:
        """Return a short text that changes whenever the page should."""
        return f"{self.job.status} {self.job.progress} {self.job.attempts} {self.job.message}"


def visible_jobs(user: User, shown: str) -> JobQuerySet:
    """Return the jobs that somebody may see, newest first; an unknown group is all of them."""
    return Job.objects.visible_to(user).filter(status__in=SHOWN.get(shown, SHOWN[""]))


def in_words(job: Job, user: User) -> Work:
    """Return one job as this person reads it."""
    may = can_cancel_job(user, job)
    over = job.status in {JobStatus.FAILED, JobStatus.CANCELLED}
    return Work(
        job=job,
        words=str(KIND_WORDS.get(job.kind, job.kind)),
        badge=BADGES.get(JobStatus(job.status), ""),
        can_cancel=may and not job.is_finished,
        can_retry=may and over and job.kind in HANDLERS,
        result=list(_lines(job.result)),
    )


def _lines(result: Mapping[str, Any], before: str = "") -> list[tuple[str, str]]:
    """Return what came out as lines of name and value, what lies inside something else with both names."""
    lines = []
    for name, value in result.items():
        label = f"{before}{name}".replace("_", " ")
        if isinstance(value, dict):
            lines += _lines(value, f"{label} · ")
        else:
            lines.append((label, _shown(value)))
    return lines


def _shown(value: Any) -> str:
    if isinstance(value, bool):
        return _("yes") if value else _("no")
    if isinstance(value, list):
        return ", ".join(map(str, value))
    return "" if value is None else str(value)
