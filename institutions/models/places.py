"""Tables of places: region, population centre, institution."""

from datetime import timedelta

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.ids import new_public_id
from institutions.enums import CentreKind, InstitutionKind

# What closed by mistake is opened again within this time; after it students begin to be forgotten.
REOPENED_WITHIN = timedelta(days=30)


class Region(models.Model):
    """An area a coordinator answers for."""

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    country = models.CharField(_("country"), max_length=2)
    name = models.CharField(_("name"), max_length=100)

    class Meta:
        verbose_name = _("region")
        constraints = [models.UniqueConstraint(fields=["country", "name"], name="region_name_once_per_country")]

    def __str__(self) -> str:
        return self.name


class PopulationCentre(models.Model):
    """A town or village in a region."""

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="centres")
    name = models.CharField(_("name"), max_length=100)
    kind = models.CharField(_("kind"), max_length=10, choices=CentreKind)

    class Meta:
        verbose_name = _("population centre")
        constraints = [models.UniqueConstraint(fields=["region", "name"], name="centre_name_once_per_region")]

    def __str__(self) -> str:
        return self.name


class Institution(models.Model):
    """A school or other place that runs classes; ``zero_names`` means that students are numbers and symbols only."""

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    centre = models.ForeignKey(PopulationCentre, on_delete=models.PROTECT, related_name="institutions")
    name = models.CharField(_("name"), max_length=150)
    kind = models.CharField(_("kind"), max_length=20, choices=InstitutionKind)
    zero_names = models.BooleanField(_("no names, numbers only"), default=False)
    pin_required = models.BooleanField(_("cards need a PIN"), default=False)
    language = models.CharField(_("language"), max_length=10, default="uk")
    closed_on = models.DateField(null=True, blank=True, editable=False)
    # Row numbers of the roles and classes that ended with it, for whoever opens it again.
    closing = models.JSONField(null=True, blank=True, editable=False)

    class Meta:
        verbose_name = _("institution")
        constraints = [models.UniqueConstraint(fields=["centre", "name"], name="institution_name_once_per_centre")]

    def __str__(self) -> str:
        return self.name

    @property
    def can_reopen(self) -> bool:
        """Whether it closed so lately that somebody may open it again."""
        return self.closed_on is not None and timezone.localdate() - self.closed_on <= REOPENED_WITHIN

    @property
    def is_boarding(self) -> bool:
        """Whether students live there: no names unless somebody outside decides otherwise."""
        return self.kind == InstitutionKind.BOARDING
