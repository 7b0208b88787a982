"""Somebody's way to one certificate, and who is too near to judge it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from certification.enums import CandidacyKind, CandidacyState, RelationKind
from certification.models.programme import Programme
from common.ids import new_public_id
from institutions.models import Cohort

OPEN = (CandidacyState.DRAFT, CandidacyState.SUBMITTED)


class CandidacyQuerySet(models.QuerySet["Candidacy"]):
    """Vocabulary for candidacies."""

    def open(self) -> "CandidacyQuerySet":
        """Return those not decided yet."""
        return self.filter(state__in=OPEN)

    def submitted(self) -> "CandidacyQuerySet":
        """Return those that wait for a decision."""
        return self.filter(state=CandidacyState.SUBMITTED)


class Candidacy(models.Model):
    """One person's dossier for one cycle of one programme; cycle 1 is the first certificate.

    ``framework_version`` is that of the day it was opened. Of the background check only the day is kept, never a paper.
    """

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, related_name="candidacies")
    person = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="candidacies")
    cohort = models.ForeignKey(Cohort, on_delete=models.PROTECT, related_name="candidacies")
    cycle = models.PositiveSmallIntegerField(default=1)
    kind = models.CharField(max_length=10, choices=CandidacyKind, default=CandidacyKind.FIRST)
    state = models.CharField(max_length=10, choices=CandidacyState, default=CandidacyState.DRAFT)
    framework_version = models.CharField(max_length=20)
    opened_at = models.DateTimeField(default=timezone.now)
    conduct_signed_at = models.DateTimeField(null=True, blank=True)
    background_checked_on = models.DateField(null=True, blank=True)
    background_attested_by_id = models.BigIntegerField(null=True, blank=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)

    objects = CandidacyQuerySet.as_manager()

    class Meta:
        verbose_name = _("candidacy")
        verbose_name_plural = _("candidacies")
        constraints = [
            models.UniqueConstraint(fields=["person", "programme", "cycle"], name="candidacy_once_per_cycle"),
            models.CheckConstraint(name="candidacy_counts_from_one", condition=Q(cycle__gte=1)),
            models.CheckConstraint(
                name="candidate_attests_no_own_check",
                condition=Q(background_attested_by_id=None) | ~Q(background_attested_by_id=models.F("person")),
            ),
        ]
        indexes = [models.Index(fields=["state", "submitted_at"], name="candidacies_waiting")]

    def __str__(self) -> str:
        return self.public_id

    @property
    def is_open(self) -> bool:
        """Whether it waits for a decision or is still being filled."""
        return self.state in OPEN


class Relation(models.Model):
    """Somebody on the staff who is tied to the candidate; nobody takes it back, it only ends with the dossier."""

    candidacy = models.ForeignKey(Candidacy, on_delete=models.CASCADE, related_name="relations")
    member = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    kind = models.CharField(max_length=15, choices=RelationKind)
    declared_by_id = models.BigIntegerField(null=True)
    declared_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["candidacy", "member", "kind"], name="relation_once")]

    def __str__(self) -> str:
        return f"{self.candidacy_id} {self.kind}"
