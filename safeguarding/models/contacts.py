"""The directory of help contacts and the two-person way to change it."""

from datetime import date, timedelta

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.ids import new_public_id
from safeguarding.enums import CheckMethod, ContactKind, Freshness

# Confirmed within the first period a number shows plain, within the second with the month of the check, then not.
PLAIN_FOR = timedelta(days=90)
SHOWN_FOR = timedelta(days=180)


class HelpContactQuerySet(models.QuerySet["HelpContact"]):
    """Vocabulary for the directory."""

    def standing(self) -> "HelpContactQuerySet":
        """Return contacts that nobody has taken out."""
        return self.filter(withdrawn_at__isnull=True)

    def visible_on(self, today: date) -> "HelpContactQuerySet":
        """Return contacts that students may see."""
        return self.standing().filter(verified_on__gte=today - SHOWN_FOR)

    def due_on(self, today: date) -> "HelpContactQuerySet":
        """Return contacts that somebody should try again: never confirmed, or too long ago to show plain."""
        return self.standing().filter(Q(verified_on__isnull=True) | Q(verified_on__lt=today - PLAIN_FOR))


class HelpContact(models.Model):
    """A number or place to turn to. What students see depends on when it was last confirmed, never on who edits it.

    ``names``, ``hours`` and ``notes`` hold one text per language code.
    """

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    country = models.CharField(_("country"), max_length=2)
    kind = models.CharField(_("kind"), max_length=20, choices=ContactKind)
    position = models.PositiveSmallIntegerField(_("place in its group"), default=0)
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
    verified_method = models.CharField(_("how it was confirmed"), max_length=10, choices=CheckMethod, blank=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = HelpContactQuerySet.as_manager()

    class Meta:
        verbose_name = _("help contact")
        ordering = ["country", "kind", "position", "pk"]

    def __str__(self) -> str:
        return f"{self.country} {self.kind} {self.number}"

    @property
    def freshness(self) -> Freshness:
        """Return how far the number can be relied on today."""
        return self.freshness_on(timezone.localdate())

    def freshness_on(self, today: date) -> Freshness:
        """Return how far the number can be relied on that day."""
        if self.verified_on is None:
            return Freshness.UNCONFIRMED
        age = today - self.verified_on
        if age <= PLAIN_FOR:
            return Freshness.CONFIRMED
        return Freshness.AGEING if age <= SHOWN_FOR else Freshness.UNCONFIRMED


class HelpContactChangeQuerySet(models.QuerySet["HelpContactChange"]):
    """Vocabulary for proposals."""

    def waiting(self) -> "HelpContactChangeQuerySet":
        """Return proposals that nobody has decided."""
        return self.filter(confirmed_at__isnull=True, declined_at__isnull=True)


class HelpContactChange(models.Model):
    """A proposed new or changed contact; it takes effect when a second person confirms it by trying the number.

    ``values`` hold fields of the contact by name. A proposal that changes nothing asks for a new check.
    """

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    contact = models.ForeignKey(HelpContact, on_delete=models.CASCADE, null=True, related_name="changes")
    values = models.JSONField()
    is_withdrawal = models.BooleanField(_("take the contact out"), default=False)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    proposed_at = models.DateTimeField(default=timezone.now)
    confirmed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+")
    confirmed_at = models.DateTimeField(null=True, blank=True)
    tried_on = models.DateField(_("when it was tried"), null=True, blank=True)
    method = models.CharField(_("how it was tried"), max_length=10, choices=CheckMethod, blank=True)
    declined_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="+")
    declined_at = models.DateTimeField(null=True, blank=True)

    objects = HelpContactChangeQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="contact_change_by_two_people",
                condition=Q(confirmed_by__isnull=True) | ~Q(confirmed_by=F("proposed_by")),
            ),
            models.CheckConstraint(
                name="contact_change_confirmed_by_trying",
                condition=Q(confirmed_at__isnull=True, confirmed_by__isnull=True)
                | (Q(confirmed_at__isnull=False, confirmed_by__isnull=False, tried_on__isnull=False) & ~Q(method="")),
            ),
            models.CheckConstraint(
                name="contact_change_decided_once",
                condition=Q(confirmed_at__isnull=True) | Q(declined_at__isnull=True),
            ),
            models.UniqueConstraint(
                name="one_open_change_per_contact",
                fields=["contact"],
                condition=Q(confirmed_at=None, declined_at=None),
            ),
        ]

    def __str__(self) -> str:
        return self.public_id

    @property
    def is_waiting(self) -> bool:
        """Whether nobody has decided yet."""
        return self.confirmed_at is None and self.declined_at is None
