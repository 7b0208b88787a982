"""What assessors signed: appended and never changed; the newest counts, until it expires."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from certification.enums import Level, Rating
from certification.models.candidacy import Candidacy
from certification.models.evidence import Evidence
from certification.models.observation import Observation
from certification.models.parts import SignOffRule
from common.ids import new_public_id
from curriculum.models import Competency


class SignOff(models.Model):
    """A rating of one sign-off, resting on an observation or on evidence."""

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    candidacy = models.ForeignKey(Candidacy, on_delete=models.CASCADE, related_name="sign_offs")
    rule = models.ForeignKey(SignOffRule, on_delete=models.PROTECT, related_name="+")
    rating = models.PositiveSmallIntegerField(choices=Rating)
    assessor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    second_assessor = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    observation = models.ForeignKey(
        Observation, on_delete=models.SET_NULL, null=True, blank=True, related_name="sign_offs"
    )
    evidence = models.ForeignKey(Evidence, on_delete=models.SET_NULL, null=True, blank=True, related_name="sign_offs")
    comment = models.CharField(max_length=1000, blank=True)
    signed_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-signed_at", "-pk"]
        indexes = [models.Index(fields=["candidacy", "rule", "-signed_at"], name="newest_sign_off")]
        constraints = [
            models.CheckConstraint(name="sign_off_rating_is_known", condition=Q(rating__in=Rating.values)),
            models.CheckConstraint(
                name="second_assessor_is_another",
                condition=Q(second_assessor=None) | Q(assessor=None) | ~Q(second_assessor=models.F("assessor")),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule_id}: {self.rating}"


class LevelRating(models.Model):
    """The level of one competency."""

    candidacy = models.ForeignKey(Candidacy, on_delete=models.CASCADE, related_name="level_ratings")
    competency = models.ForeignKey(Competency, on_delete=models.PROTECT, related_name="+")
    level = models.PositiveSmallIntegerField(choices=Level)
    assessor = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    rated_at = models.DateTimeField(default=timezone.now)

    class Meta:
        ordering = ["-rated_at", "-pk"]
        indexes = [models.Index(fields=["candidacy", "competency", "-rated_at"], name="newest_level")]
        constraints = [models.CheckConstraint(name="rated_level_is_known", condition=Q(level__in=Level.values))]

    def __str__(self) -> str:
        return f"{self.competency_id}: {self.level}"
