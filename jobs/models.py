"""The table that is the queue: whatever a broker forgets, these rows remember."""

from datetime import datetime
from typing import Any

from django.contrib.auth.models import AbstractUser, AnonymousUser
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.ids import new_public_id
from jobs.enums import JobStatus

type Visitor = AbstractUser | AnonymousUser
type Json = dict[str, Any]

VIEW_ALL = "jobs.view_job"
MESSAGE_LENGTH = 200


class JobQuerySet(models.QuerySet["Job"]):
    """Vocabulary for finding jobs."""

    def visible_to(self, user: Visitor) -> "JobQuerySet":
        """Return a person's own jobs, or every job for those who look after the installation."""
        if not user.is_active:
            return self.none()
        return self if user.has_perm(VIEW_ALL) else self.filter(owner_id=user.pk)

    def due(self, now: datetime) -> "JobQuerySet":
        """Return what may start now, the longest waiting first."""
        return self.filter(status=JobStatus.QUEUED, run_after__lte=now).order_by("run_after", "pk")

    def silent(self, since: datetime) -> "JobQuerySet":
        """Return running jobs whose worker has not shown a sign of life since a moment."""
        return self.filter(status=JobStatus.RUNNING, heartbeat_at__lt=since)

    def unfinished(self) -> "JobQuerySet":
        """Return what still waits or runs."""
        return self.filter(status__in=[JobStatus.QUEUED, JobStatus.RUNNING])

    def held(self, job: "Job") -> "JobQuerySet":
        """Return the row while this very attempt still holds it: not cancelled, not given to another worker."""
        return self.filter(pk=job.pk, status=JobStatus.RUNNING, attempts=job.attempts)


class Job(models.Model):
    """A piece of work with its progress and result.

    ``attempts`` counts starts and only rises, so it also tells a worker whether the row is still its own.
    ``interruptions`` counts the starts that ended with the worker; the rest of the attempts ended in an error.
    """

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    kind = models.CharField(_("kind"), max_length=60)
    payload = models.JSONField(default=dict, blank=True)
    # The same key never makes a second row; rows without a key are not compared.
    unique_key = models.CharField(max_length=120, null=True, blank=True, unique=True)
    # A plain number on purpose: the row may outlive the account.
    owner_id = models.BigIntegerField(_("owner"), null=True, blank=True)
    status = models.CharField(_("status"), max_length=10, choices=JobStatus, default=JobStatus.QUEUED)
    progress = models.PositiveSmallIntegerField(_("progress"), default=0)
    message = models.CharField(_("message"), max_length=MESSAGE_LENGTH, blank=True)
    result = models.JSONField(default=dict, blank=True)
    error_code = models.CharField(max_length=60, blank=True)
    error_text = models.CharField(max_length=MESSAGE_LENGTH, blank=True)
    attempts = models.PositiveSmallIntegerField(default=0)
    interruptions = models.PositiveSmallIntegerField(default=0)
    run_after = models.DateTimeField(default=timezone.now)
    created_at = models.DateTimeField(_("asked for"), default=timezone.now, editable=False)
    rung_at = models.DateTimeField(null=True, blank=True)
    started_at = models.DateTimeField(_("started"), null=True, blank=True)
    heartbeat_at = models.DateTimeField(null=True, blank=True)
    finished_at = models.DateTimeField(_("finished"), null=True, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = _("job")
        verbose_name_plural = _("jobs")
        ordering = ["-created_at", "-pk"]
        default_permissions = ("view",)
        permissions = [("cancel_job", "Can cancel anybody's job")]
        indexes = [
            models.Index(fields=["run_after", "id"], name="job_queue", condition=Q(status=JobStatus.QUEUED)),
            models.Index(fields=["heartbeat_at"], name="job_pulse", condition=Q(status=JobStatus.RUNNING)),
            models.Index(fields=["owner_id", "-created_at"], name="job_by_owner"),
            models.Index(fields=["finished_at"], name="job_by_end"),
        ]
        constraints = [
            models.CheckConstraint(name="job_status_is_known", condition=Q(status__in=JobStatus.values)),
            models.CheckConstraint(name="job_progress_is_percent", condition=Q(progress__lte=100)),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.public_id}"

    @property
    def is_finished(self) -> bool:
        """Whether nothing more will happen to this job."""
        return self.status not in {JobStatus.QUEUED, JobStatus.RUNNING}

    @property
    def errors(self) -> int:
        """How many attempts ended in an error, not with their worker."""
        return self.attempts - self.interruptions


class Worker(models.Model):
    """A process that does jobs; ``seen_at`` is its heartbeat.

    In the database and not in a file or in memory, because web processes on other machines have to see it.
    """

    name = models.CharField(max_length=120, unique=True)
    started_at = models.DateTimeField(default=timezone.now)
    seen_at = models.DateTimeField()

    class Meta:
        default_permissions = ()
        indexes = [models.Index(fields=["seen_at"], name="worker_by_pulse")]

    def __str__(self) -> str:
        return self.name
