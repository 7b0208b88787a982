"""Tables of roles: who does what within which scope, and the printed code that gives a role to somebody new."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.ids import new_public_id
from institutions.enums import Role
from institutions.models.places import Institution, PopulationCentre, Region


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Vocabulary for roles in force."""

    def current(self) -> "MembershipQuerySet":
        """Return roles that have begun and not ended."""
        return self.in_force().filter(user__is_active=True)

    def in_force(self) -> "MembershipQuerySet":
        """Return roles that hold today, whether or not the account is open."""
        today = timezone.localdate()
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=today), starts_on__lte=today)


class Membership(models.Model):
    """A role within exactly one scope: an institution, a centre, a region, or the whole installation."""

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(_("role"), max_length=25, choices=Role)
    institution = models.ForeignKey(
        Institution, on_delete=models.CASCADE, null=True, blank=True, related_name="memberships"
    )
    centre = models.ForeignKey(PopulationCentre, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    region = models.ForeignKey(Region, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    is_installation_wide = models.BooleanField(default=False)
    starts_on = models.DateField(default=timezone.localdate)
    ends_on = models.DateField(null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("membership")
        constraints = [
            models.CheckConstraint(
                name="membership_has_one_scope",
                condition=Q(institution__isnull=False, centre=None, region=None, is_installation_wide=False)
                | Q(institution=None, centre__isnull=False, region=None, is_installation_wide=False)
                | Q(institution=None, centre=None, region__isnull=False, is_installation_wide=False)
                | Q(institution=None, centre=None, region=None, is_installation_wide=True),
            ),
            models.UniqueConstraint(
                "user",
                "role",
                Coalesce("institution", 0),
                Coalesce("centre", 0),
                Coalesce("region", 0),
                condition=Q(ends_on=None),
                name="open_role_once_per_scope",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()} · {self.scope_name}"

    @property
    def scope_name(self) -> str:
        """Return the place in words."""
        return str(self.institution or self.centre or self.region or _("whole installation"))


class InvitationQuerySet(models.QuerySet["Invitation"]):
    """Vocabulary for invitations."""

    def standing(self) -> "InvitationQuerySet":
        """Return invitations that can still be accepted."""
        return self.filter(accepted_at=None, withdrawn_at=None, expires_at__gt=timezone.now())


class Invitation(models.Model):
    """A printed code that makes one staff account with one role, once."""

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    code_hash = models.CharField(max_length=64, unique=True)
    display_name = models.CharField(_("name"), max_length=60)
    role = models.CharField(_("role"), max_length=25, choices=Role)
    institution = models.ForeignKey(Institution, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    centre = models.ForeignKey(PopulationCentre, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    region = models.ForeignKey(Region, on_delete=models.CASCADE, null=True, blank=True, related_name="+")
    is_installation_wide = models.BooleanField(default=False)
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    accepted_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+")
    accepted_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)

    objects = InvitationQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="invitation_has_one_scope",
                condition=Q(institution__isnull=False, centre=None, region=None, is_installation_wide=False)
                | Q(institution=None, centre__isnull=False, region=None, is_installation_wide=False)
                | Q(institution=None, centre=None, region__isnull=False, is_installation_wide=False)
                | Q(institution=None, centre=None, region=None, is_installation_wide=True),
            )
        ]

    def __str__(self) -> str:
        return self.public_id

    @property
    def scope_name(self) -> str:
        """Return the place in words."""
        return str(self.institution or self.centre or self.region or _("whole installation"))
