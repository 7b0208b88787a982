"""Indicator sheets that candidates filled in for invented cases, and how far they agree with the key."""

from django.db import models
from django.utils import timezone

from certification.enums import SignKey
from certification.models.candidacy import Candidacy
from certification.models.vignettes import Vignette, VignetteSign
from common.ids import new_public_id


class IndicatorSheet(models.Model):
    """One sheet; agreement is counted once, when it is sent."""

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    candidacy = models.ForeignKey(Candidacy, on_delete=models.CASCADE, related_name="sheets")
    vignette = models.ForeignKey(Vignette, on_delete=models.PROTECT, related_name="+")
    number = models.PositiveSmallIntegerField(default=1)
    started_at = models.DateTimeField(default=timezone.now)
    sent_at = models.DateTimeField(null=True, blank=True)
    agreement_percent = models.PositiveSmallIntegerField(null=True, blank=True)

    class Meta:
        ordering = ["-started_at", "-pk"]
        constraints = [models.UniqueConstraint(fields=["candidacy", "vignette", "number"], name="sheet_number_once")]

    def __str__(self) -> str:
        return self.public_id


class IndicatorAnswer(models.Model):
    """What somebody ticked for one sign, and why."""

    sheet = models.ForeignKey(IndicatorSheet, on_delete=models.CASCADE, related_name="answers")
    sign = models.ForeignKey(VignetteSign, on_delete=models.PROTECT, related_name="+")
    answer = models.CharField(max_length=10, choices=SignKey)
    why = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["sheet", "sign"], name="sign_once_per_sheet")]

    def __str__(self) -> str:
        return f"{self.sign_id} {self.answer}"
