"""Who may see and stop a job."""

from django.http import Http404

from jobs.models import VIEW_ALL, Job, Visitor

CANCEL_ALL = "jobs.cancel_job"


def can_view_job(user: Visitor, job: Job) -> bool:
    """Whether somebody may see progress and result: the owner, or who looks after the installation."""
    return user.is_active and (_owns(user, job) or user.has_perm(VIEW_ALL))


def can_cancel_job(user: Visitor, job: Job) -> bool:
    """Whether somebody may stop it."""
    return user.is_active and (_owns(user, job) or user.has_perm(CANCEL_ALL))


def access_job(user: Visitor, public_id: str) -> Job:
    """Return a job, or answer 404 to strangers as if there were none."""
    job = Job.objects.filter(public_id=public_id).first()
    if job is None or not can_view_job(user, job):
        raise Http404
    return job


def _owns(user: Visitor, job: Job) -> bool:
    return job.owner_id is not None and job.owner_id == user.pk
