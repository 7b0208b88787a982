"""The directory of help contacts and the two-person way to change it."""

from datetime import timedelta
from typing import ClassVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.ids import new_public_id
from safeguarding.enums import ContactKind, Freshness


class HelpContact(models.Model):
    """A number or place to turn to. What students see depends on when it was last confirmed, never on who edits it.

    ``names``, ``hours`` and ``notes`` hold one text per language code.
    """

    PLAIN_FOR: ClassVar[timedelta] = timedelta(days=90)
    SHOWN_FOR: ClassVar[timedelta] = timedelta(days=180)

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    country = models.CharField(_("country"), max_length=2)
    kind = models.CharField(_("kind"), max_length=20, choices=ContactKind)
    position = models.PositiveSmallIntegerField(default=0)
    names = models.JSONField(_("name"), default=dict)
    organisation = models.CharField(_("organisation"), max_length=120, blank=True)
    number = models.CharField(_("number as dialled"), max_length=40, blank=True)
    number_from_abroad = models.CharField(_("number from abroad"), max_length=40, blank=True)
    is_free = models.BooleanField(_("free of charge"), default=False)
    works_from_mobile = models.BooleanField(_("works from a mobile phone"), default=False)
    is_anonymous = models.BooleanField(_("anonymous"), default=False)
    hours = models.JSONField(_("hours"), default=dict, blank=True)
    languages = models.CharField(_("languages"), max_length=120, blank=True)
    notes = models.JSONField(_("notes"), default=dict, blank=True)
    source = models.CharField(_("source"), max_length=250, blank=True)
    verified_on = models.DateField(_("confirmed on"), null=True, blank=True)
    verified_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        verbose_name = _("help contact")
        ordering = ["country", "kind", "position", "pk"]

    def __str__(self) -> str:
        return f"{self.country} {self.kind} {self.number}"

    @property
    def freshness(self) -> str:
        """Return how far the number can be relied on today."""
        if self.verified_on is None:
            return Freshness.UNCONFIRMED
        age = timezone.localdate() - self.verified_on
        if age <= self.PLAIN_FOR:
            return Freshness.CONFIRMED
        return Freshness.AGEING if age <= self.SHOWN_FOR else Freshness.UNCONFIRMED


class HelpContactChange(models.Model):
    """A proposed new or changed contact; it takes effect when a second person confirms it by trying the number."""

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    contact = models.ForeignKey(HelpContact, on_delete=models.CASCADE, null=True, related_name="changes")
    values = models.JSONField()
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    proposed_at = models.DateTimeField(default=timezone.now)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    declined_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="contact_change_by_two_people",
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("proposed_by")),
            )
        ]

    def __str__(self) -> str:
        return self.public_id
