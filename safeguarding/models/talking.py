"""A student asks to talk: who, when and how far it has come, and nothing else."""

from datetime import datetime, timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.ids import new_public_id
from institutions.models import Institution, Membership
from safeguarding.enums import OPEN, TalkStatus

ROOM_LENGTH = 80
KEPT_AFTER_CLOSING = timedelta(days=30)


class TalkPlace(models.Model):
    """Where and when students find a child protection lead; with it the lead says that students may ask."""

    member = models.OneToOneField(Membership, on_delete=models.CASCADE, related_name="+")
    room = models.CharField(_("Room"), max_length=ROOM_LENGTH)
    hours = models.CharField(_("When you are there"), max_length=ROOM_LENGTH)

    def __str__(self) -> str:
        return self.room


class TalkRequestQuerySet(models.QuerySet["TalkRequest"]):
    """Vocabulary for requests."""

    def open(self) -> "TalkRequestQuerySet":
        """Return requests that are not closed."""
        return self.filter(status__in=OPEN)

    def waiting(self) -> "TalkRequestQuerySet":
        """Return requests that nobody has seen."""
        return self.filter(status=TalkStatus.WAITING)

    def expired(self, now: datetime) -> "TalkRequestQuerySet":
        """Return requests that were closed so long ago that they go."""
        return self.filter(status=TalkStatus.CLOSED, changed_at__lt=now - KEPT_AFTER_CLOSING)


class TalkRequest(models.Model):
    """One student's wish to talk to the child protection lead of one institution; there is no place for a reason."""

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    learner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    institution = models.ForeignKey(Institution, on_delete=models.CASCADE, related_name="+")
    status = models.CharField(max_length=12, choices=TalkStatus, default=TalkStatus.WAITING)
    asked_at = models.DateTimeField(default=timezone.now)
    changed_at = models.DateTimeField(default=timezone.now)

    objects = TalkRequestQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["learner"], condition=~Q(status=TalkStatus.CLOSED), name="one_open_request_per_learner"
            )
        ]

    def __str__(self) -> str:
        return self.public_id
