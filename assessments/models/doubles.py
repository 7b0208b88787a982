"""Whose account became whose: a device may still hold answers that were written under the one that closed."""

from django.conf import settings
from django.db import models
from django.utils import timezone


class FormerLearner(models.Model):
    """The number of an account that became part of another one; kept as long as a start ticket lasts."""

    former_id = models.BigIntegerField(unique=True)
    learner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    merged_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.former_id} {self.learner_id}"
