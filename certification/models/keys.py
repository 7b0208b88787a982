"""Public halves of the keys that sign certificates; the private half is in a file that only the worker reads."""

from django.db import models
from django.db.models import Q
from django.utils import timezone


class IssuerKey(models.Model):
    """A key with the days on which it signs; what a withdrawn key signed afterwards is not accepted."""

    key_id = models.CharField(max_length=60, unique=True)
    public_multibase = models.CharField(max_length=100, unique=True)
    valid_from = models.DateTimeField(default=timezone.now)
    valid_until = models.DateTimeField(null=True, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["-valid_from", "-pk"]
        constraints = [
            models.CheckConstraint(
                name="key_ends_after_it_begins",
                condition=Q(valid_until=None) | Q(valid_until__gt=models.F("valid_from")),
            )
        ]

    def __str__(self) -> str:
        return self.key_id
