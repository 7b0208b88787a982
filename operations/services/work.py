"""Stopping and repeating jobs on behalf of somebody; what is done to other people's jobs is audited."""

from django.core.exceptions import PermissionDenied
from django.db import transaction

from accounts.models import User
from audit import services as audit
from jobs import services as jobs
from jobs.models import Job
from jobs.permissions import can_cancel_job


@transaction.atomic
def cancel_job(*, job: Job, actor: User) -> Job:
    """Stop a job for good. Raises ``PermissionDenied``. Twice is once. Audited when it is somebody else's."""
    was_finished = job.is_finished
    job = jobs.cancel(job=job, by=actor)
    if not was_finished:
        _log("job.cancel", job, actor)
    return job


@transaction.atomic
def retry_job(*, job: Job, actor: User) -> Job:
    """Ask for the work of a failed or cancelled job again, and return the new job; twice gives the same one.

    Raises ``PermissionDenied`` for strangers, ``jobs.NotRetried`` for a job that is done or still going on. Audited
    when it is somebody else's.
    """
    if not can_cancel_job(actor, job):
        raise PermissionDenied
    again, is_new = jobs.retry(job=job)
    if is_new:
        _log("job.retry", again, actor)
    return again


def _log(action: str, job: Job, actor: User) -> None:
    if job.owner_id != actor.pk:
        audit.record(action=action, actor=actor, scope_type="job", scope_id=job.public_id, details={"kind": job.kind})
