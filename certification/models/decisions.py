"""Decisions of two persons, and appeals against them."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from certification.enums import AppealReason, Decision, Outcome, Reason
from certification.models.candidacy import Candidacy
from certification.models.certificates import Certificate
from common.ids import new_public_id


class Proposal(models.Model):
    """What one certifier proposes; the row itself refuses that the same person confirms it."""

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    candidacy = models.ForeignKey(Candidacy, on_delete=models.CASCADE, related_name="proposals")
    decision = models.CharField(max_length=10, choices=Decision)
    reason_code = models.CharField(max_length=20, choices=Reason, blank=True)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    proposed_at = models.DateTimeField(default=timezone.now)
    confirmed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    confirmed_at = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-proposed_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="two_persons_decide",
                condition=Q(confirmed_by=None) | Q(proposed_by=None) | ~Q(confirmed_by=models.F("proposed_by")),
            ),
            models.CheckConstraint(
                name="a_refusal_has_a_reason", condition=Q(decision=Decision.AWARD) | ~Q(reason_code="")
            ),
            models.UniqueConstraint(
                fields=["candidacy"], condition=Q(confirmed_at=None, withdrawn_at=None), name="one_open_proposal"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.candidacy_id} {self.decision}"


class Appeal(models.Model):
    """Somebody asks to look again: at a refusal, or at a certificate that was suspended or withdrawn."""

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    candidacy = models.ForeignKey(Candidacy, on_delete=models.CASCADE, null=True, blank=True, related_name="appeals")
    certificate = models.ForeignKey(
        Certificate, on_delete=models.CASCADE, null=True, blank=True, related_name="appeals"
    )
    reason_code = models.CharField(max_length=20, choices=AppealReason)
    opened_at = models.DateTimeField(default=timezone.now)
    decided_at = models.DateTimeField(null=True, blank=True)
    decided_by_id = models.BigIntegerField(null=True, blank=True)
    outcome = models.CharField(max_length=12, choices=Outcome, blank=True)

    class Meta:
        ordering = ["-opened_at", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="appeal_is_against_one_decision",
                condition=Q(candidacy__isnull=False, certificate=None) | Q(candidacy=None, certificate__isnull=False),
            ),
            models.UniqueConstraint(fields=["candidacy"], condition=Q(decided_at=None), name="one_open_appeal"),
            models.UniqueConstraint(
                fields=["certificate"], condition=Q(decided_at=None), name="one_open_appeal_per_certificate"
            ),
        ]

    def __str__(self) -> str:
        return self.public_id
