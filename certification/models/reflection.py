"""What candidates think of their own work: kept apart from what assessors rate."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from certification.enums import Level
from certification.models.candidacy import Candidacy
from common.ids import new_public_id
from curriculum.models import Competency

LONGEST_ENTRY = 3000


class SelfAssessment(models.Model):
    """The level somebody gives themselves; it decides nothing."""

    candidacy = models.ForeignKey(Candidacy, on_delete=models.CASCADE, related_name="self_assessments")
    competency = models.ForeignKey(Competency, on_delete=models.PROTECT, related_name="+")
    level = models.PositiveSmallIntegerField(choices=Level)
    assessed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["candidacy", "competency"], name="self_assessment_once"),
            models.CheckConstraint(name="self_assessed_level_is_known", condition=Q(level__in=Level.values)),
        ]

    def __str__(self) -> str:
        return f"{self.competency_id}: {self.level}"


class LogEntry(models.Model):
    """An entry of the reflective log, and who talked it over; about one's own work, never about a client."""

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    candidacy = models.ForeignKey(Candidacy, on_delete=models.CASCADE, related_name="log_entries")
    text = models.TextField(max_length=LONGEST_ENTRY)
    written_at = models.DateTimeField(default=timezone.now)
    supervised_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    supervised_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-written_at", "-pk"]

    def __str__(self) -> str:
        return self.public_id
