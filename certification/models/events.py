"""What happened to certificates: appended, and by triggers never changed; and which reminders went out."""

from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from certification.enums import EventKind, Reason
from certification.models.certificates import Certificate


class CertificateEvent(models.Model):
    """One transition of one certificate."""

    certificate = models.ForeignKey(Certificate, on_delete=models.CASCADE, related_name="events")
    kind = models.CharField(max_length=12, choices=EventKind)
    reason_code = models.CharField(max_length=20, choices=Reason, blank=True)
    # A plain number on purpose: the event stays when the account of who decided is gone.
    actor_id = models.BigIntegerField(null=True)
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("event of a certificate")
        ordering = ["at", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["certificate"], condition=Q(kind=EventKind.AWARDED), name="awarded_once"),
            models.CheckConstraint(
                name="event_against_has_a_reason",
                condition=Q(kind__in=[EventKind.AWARDED, EventKind.REINSTATED]) | ~Q(reason_code=""),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.certificate_id} {self.kind}"


class ReminderSent(models.Model):
    """That the holder was reminded so many days before the end, once."""

    certificate = models.ForeignKey(Certificate, on_delete=models.CASCADE, related_name="reminders")
    days = models.PositiveSmallIntegerField()
    at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["certificate", "days"], name="reminder_once")]

    def __str__(self) -> str:
        return f"{self.certificate_id} {self.days}"
