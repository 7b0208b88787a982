"""Tables of places and belonging: region, centre, institution, membership, cohort, enrolment, ways to join."""

from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.db.models.functions import Coalesce
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.ids import new_public_id
from institutions.enums import CentreKind, CohortKind, CohortRole, InstitutionKind, JoinState, Role

if TYPE_CHECKING:
    from accounts.models import User

# Pupils' identity and answers stay this long after the class has ended.
RETENTION_AFTER_END = timedelta(days=60)


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

    class Meta:
        verbose_name = _("institution")
        constraints = [models.UniqueConstraint(fields=["centre", "name"], name="institution_name_once_per_centre")]

    def __str__(self) -> str:
        return self.name


class MembershipQuerySet(models.QuerySet["Membership"]):
    """Vocabulary for roles in force."""

    def current(self) -> "MembershipQuerySet":
        """Return roles that have begun and not ended."""
        today = timezone.localdate()
        return self.filter(Q(ends_on__isnull=True) | Q(ends_on__gt=today), starts_on__lte=today, user__is_active=True)


class Membership(models.Model):
    """A role within exactly one scope: an institution, a centre, a region, or the whole installation."""

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(_("role"), max_length=25, choices=Role)
    institution = models.ForeignKey(Institution, on_delete=models.CASCADE, null=True, blank=True, related_name="memberships")
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


class CohortQuerySet(models.QuerySet["Cohort"]):
    """Vocabulary for classes."""

    def running(self) -> "CohortQuerySet":
        """Return classes whose last day has not passed."""
        return self.filter(ends_on__gte=timezone.localdate())

    def past_retention(self) -> "CohortQuerySet":
        """Return classes whose students' identity and answers are due for removal."""
        return self.filter(ends_on__lt=timezone.localdate() - RETENTION_AFTER_END)

    def taught_by(self, user: "User") -> "CohortQuerySet":
        """Return the running classes that this person teaches, by a role that is in force."""
        today = timezone.localdate()
        return self.running().filter(
            Q(staff__member__ends_on__isnull=True) | Q(staff__member__ends_on__gt=today),
            staff__member__user=user,
            staff__member__starts_on__lte=today,
            staff__ended_on__isnull=True,
        )


class Cohort(models.Model):
    """A class of pupils or a training group of professionals, for one term or year."""

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="cohorts")
    kind = models.CharField(max_length=15, choices=CohortKind, default=CohortKind.CLASS)
    name = models.CharField(_("name"), max_length=40)
    grade = models.CharField(_("grade"), max_length=20, blank=True)
    language = models.CharField(_("language"), max_length=10, default="uk")
    starts_on = models.DateField(_("first day"), default=timezone.localdate)
    ends_on = models.DateField(_("last day"))
    source_hash = models.CharField(max_length=64, blank=True, editable=False)

    objects = CohortQuerySet.as_manager()

    class Meta:
        verbose_name = _("class")
        ordering = ["name"]
        constraints = [
            models.CheckConstraint(name="cohort_ends_after_start", condition=Q(ends_on__gte=models.F("starts_on"))),
            models.UniqueConstraint(
                fields=["institution", "source_hash"], condition=~Q(source_hash=""), name="imported_cohort_once"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class CohortStaff(models.Model):
    """Who teaches a class; it ends with the membership at the latest."""

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="staff")
    member = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="cohorts")
    role = models.CharField(max_length=10, choices=CohortRole, default=CohortRole.TEACHER)
    started_on = models.DateField(default=timezone.localdate)
    ended_on = models.DateField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cohort", "member"], condition=Q(ended_on=None), name="staff_once_per_cohort")
        ]

    def __str__(self) -> str:
        return self.get_role_display()


class EnrolmentQuerySet(models.QuerySet["Enrolment"]):
    """Vocabulary for places in a class."""

    def active(self) -> "EnrolmentQuerySet":
        """Return places that are taken now."""
        return self.filter(left_on__isnull=True)


class Enrolment(models.Model):
    """A learner's numbered place in a class; ``source_hash`` is the keyed hash of a roster's sourcedId."""

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="enrolments")
    learner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="enrolments")
    seat_number = models.PositiveSmallIntegerField(_("seat"))
    joined_on = models.DateField(default=timezone.localdate)
    left_on = models.DateField(null=True, blank=True)
    source_hash = models.CharField(max_length=64, blank=True, editable=False)

    objects = EnrolmentQuerySet.as_manager()

    class Meta:
        ordering = ["seat_number"]
        constraints = [
            models.UniqueConstraint(fields=["cohort", "seat_number"], name="seat_once_per_cohort"),
            models.UniqueConstraint(fields=["cohort", "learner"], name="learner_once_per_cohort"),
            models.UniqueConstraint(
                fields=["cohort", "source_hash"], condition=~Q(source_hash=""), name="imported_learner_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seat_number}"

    @property
    def label(self) -> str:
        """Return what the class list shows: the display name, or the seat number in zero-name mode."""
        return self.learner.display_name or _("No. %(number)s") % {"number": self.seat_number}


class ClassCode(models.Model):
    """Ten digits on the board; they only create a request that the teacher approves."""

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="codes")
    code = models.CharField(max_length=10, unique=True)
    created_at = models.DateTimeField(default=timezone.now)
    expires_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cohort"], condition=Q(closed_at=None), name="one_open_code_per_cohort")
        ]

    def __str__(self) -> str:
        return self.code

    @property
    def is_open(self) -> bool:
        """Whether requests are taken."""
        return self.closed_at is None and self.expires_at > timezone.now()


class JoinRequest(models.Model):
    """Somebody with the class code asks to be let in on a seat; ``device_hash`` ties it to the browser that asked."""

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="join_requests")
    enrolment = models.ForeignKey(Enrolment, on_delete=models.CASCADE, related_name="join_requests", null=True)
    seat_number = models.PositiveSmallIntegerField()
    device_hash = models.CharField(max_length=64)
    state = models.CharField(max_length=10, choices=JoinState, default=JoinState.WAITING)
    created_at = models.DateTimeField(default=timezone.now)
    decided_at = models.DateTimeField(null=True)
    decided_by_id = models.BigIntegerField(null=True)
    used_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.public_id


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
