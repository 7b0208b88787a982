"""The published list of certificates that must not be believed, signed by the worker and served as it stands."""

from django.db import models
from django.utils import timezone


class StatusList(models.Model):
    """One list of places; ``document`` is the signed credential, replaced as a whole."""

    number = models.PositiveSmallIntegerField(unique=True)
    document = models.JSONField()
    published_at = models.DateTimeField(default=timezone.now)

    class Meta:
        default_permissions = ()

    def __str__(self) -> str:
        return str(self.number)
