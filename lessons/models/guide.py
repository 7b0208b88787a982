"""Who needs the first steps no more."""

from django.conf import settings
from django.db import models
from django.utils import timezone


class FirstStepsClosed(models.Model):
    """A member of staff has put the guide on Today away."""

    user = models.OneToOneField(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    closed_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.user_id}"
