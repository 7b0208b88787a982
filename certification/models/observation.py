"""Checklists that assessors fill in while they watch somebody at work, often on a phone without a network."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from certification.enums import MarkState, Setting
from certification.models.candidacy import Candidacy
from certification.models.parts import SignOffCriterion, SignOffRule
from common.ids import new_public_id


class Observation(models.Model):
    """One checklist. ``uuid`` is made on the phone; ``version`` rises with each save that the server has taken.

    A save that began from an older version is kept beside it, as a copy that names what it conflicts with.
    """

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    uuid = models.UUIDField(unique=True, default=uuid.uuid4)
    version = models.PositiveIntegerField(default=1)
    candidacy = models.ForeignKey(Candidacy, on_delete=models.CASCADE, related_name="observations")
    rule = models.ForeignKey(SignOffRule, on_delete=models.PROTECT, related_name="+")
    assessor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    setting = models.CharField(max_length=10, choices=Setting)
    observed_on = models.DateField(default=timezone.localdate)
    place = models.CharField(max_length=80, blank=True)
    comment = models.CharField(max_length=1000, blank=True)
    started_at = models.DateTimeField(default=timezone.now)
    saved_at = models.DateTimeField(default=timezone.now)
    finished_at = models.DateTimeField(null=True, blank=True)
    acknowledged_at = models.DateTimeField(null=True, blank=True)
    acknowledgement = models.CharField(max_length=1000, blank=True)
    conflict_of = models.ForeignKey("self", on_delete=models.CASCADE, null=True, blank=True, related_name="conflicts")
    settled_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-observed_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="only_finished_is_acknowledged", condition=Q(acknowledged_at=None) | Q(finished_at__isnull=False)
            )
        ]

    def __str__(self) -> str:
        return self.public_id


class ObservationMark(models.Model):
    """What was seen of one criterion; one that is not decided has no row."""

    observation = models.ForeignKey(Observation, on_delete=models.CASCADE, related_name="marks")
    criterion = models.ForeignKey(SignOffCriterion, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=15, choices=MarkState)
    remark = models.CharField(max_length=300, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["observation", "criterion"], name="mark_once_per_criterion")]

    def __str__(self) -> str:
        return f"{self.criterion_id} {self.state}"
