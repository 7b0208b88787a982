"""Tables that live for minutes or days: class codes, requests to be let in, rosters before they are imported."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from common.ids import new_public_id
from institutions.enums import JoinState
from institutions.models.classes import Cohort, Enrolment
from institutions.models.places import Institution

# Codes, requests and invitations are forgotten after this.
CODES_LAST = timedelta(days=14)
REQUEST_LASTS = timedelta(minutes=15)
UPLOAD_LASTS = timedelta(hours=1)


class ClassCodeQuerySet(models.QuerySet["ClassCode"]):
    """Vocabulary for class codes."""

    def open(self) -> "ClassCodeQuerySet":
        """Return codes of running classes that take requests."""
        return self.filter(closed_at=None, expires_at__gt=timezone.now(), cohort__in=Cohort.objects.running())


class ClassCode(models.Model):
    """Ten digits on the board; they only create a request that the teacher approves."""

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="codes")
    code = models.CharField(max_length=10, unique=True)
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    objects = ClassCodeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cohort"], condition=Q(closed_at=None), name="one_open_code_per_cohort")
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def is_open(self) -> bool:
        """Whether requests are taken."""
        return self.closed_at is None and self.expires_at > timezone.now()

    @property
    def grouped(self) -> str:
        """Return the code as it is written on the board."""
        return f"{self.code[:4]} {self.code[4:7]} {self.code[7:]}"


class JoinRequestQuerySet(models.QuerySet["JoinRequest"]):
    """Vocabulary for requests to be let in."""

    def fresh(self) -> "JoinRequestQuerySet":
        """Return requests that are young enough to lead to a sign-in, and have not yet."""
        return self.filter(created_at__gt=timezone.now() - REQUEST_LASTS, used_at__isnull=True)

    def waiting(self) -> "JoinRequestQuerySet":
        """Return requests that a teacher can still decide."""
        return self.fresh().filter(state=JoinState.WAITING)


class JoinRequest(models.Model):
    """Somebody with the class code asks to be let in on a seat; ``device_hash`` ties it to the browser that asked.

    ``enrolment`` stays empty when nobody has that seat, so that the answer tells nothing about the class.
    """

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="join_requests")
    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="join_requests", null=True)
    seat_number = models.PositiveSmallIntegerField()
    device_hash = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=JoinState, default=JoinState.WAITING)
    created_at = models.DateTimeField(default=timezone.now)
    decided_at = models.DateTimeField(null=True)
    decided_by_id = models.BigIntegerField(null=True)
    used_at = models.DateTimeField(null=True)

    objects = JoinRequestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["device_hash"], condition=Q(state=JoinState.WAITING), name="one_waiting_request_per_device"
            )
        ]

    def __str__(self) -> str:
        return self.public_id


class RosterUploadQuerySet(models.QuerySet["RosterUpload"]):
    """Vocabulary for uploads."""

    def fresh(self) -> "RosterUploadQuerySet":
        """Return uploads that may still be imported."""
        return self.filter(created_at__gt=timezone.now() - UPLOAD_LASTS)


class RosterUpload(models.Model):
    """A roster between preview and import, an hour at most: what the reader kept, with hashes in place of source ids.

    The file itself is never stored. A database row, because the next request may reach another process or machine.
    """

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    institution = models.ForeignKey(Institution, on_delete=models.CASCADE, related_name="+")
    content = models.JSONField()
    created_at = models.DateTimeField(default=timezone.now)

    objects = RosterUploadQuerySet.as_manager()

    def __str__(self) -> str:
        return self.public_id
