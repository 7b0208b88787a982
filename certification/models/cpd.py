"""Workshops and who was there: the hours that a renewal asks for."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from certification.enums import WorkshopKind
from common.ids import new_public_id
from institutions.models import Cohort


class Workshop(models.Model):
    """A day of training or an exchange visit; ``host`` is the service that was visited."""

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="workshops")
    title = models.CharField(_("title"), max_length=150)
    held_on = models.DateField(_("day"), default=timezone.localdate)
    hours = models.DecimalField(_("hours"), max_digits=4, decimal_places=1)
    kind = models.CharField(_("kind"), max_length=15, choices=WorkshopKind, default=WorkshopKind.PRACTICE)
    host = models.CharField(_("host"), max_length=150, blank=True)
    entered_by_id = models.BigIntegerField(null=True)
    entered_at = models.DateTimeField(default=timezone.now)

    class Meta:
        verbose_name = _("workshop")
        ordering = ["-held_on", "-pk"]
        constraints = [models.CheckConstraint(name="workshop_has_hours", condition=Q(hours__gt=0, hours__lte=100))]

    def __str__(self) -> str:
        return self.title


class WorkshopAttendance(models.Model):
    """Somebody who was there."""

    workshop = models.ForeignKey(Workshop, on_delete=models.CASCADE, related_name="attendances")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["workshop", "person"], name="attendance_once_per_workshop")]

    def __str__(self) -> str:
        return f"{self.workshop_id} {self.person_id}"
