"""Tables of belonging: a class, who teaches it, who has a place in it."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import models
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from common.ids import new_public_id
from institutions.enums import CohortKind, CohortRole
from institutions.models.places import Institution
from institutions.models.roles import Membership

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser

    from accounts.models import User

# Pupils' identity and answers stay this long after the class has ended.
RETENTION_AFTER_END = timedelta(days=60)
LONGEST_COHORT = timedelta(days=366)
MOST_LEARNERS = 200


def is_learning(learner_id: int) -> Q:
    """Return the condition that a row's class is ``running`` and that the learner has an ``active`` place in it.

    The same as asking for those two, but flat: each of a student's pages asks this, and nested it takes twice as long.
    """
    return Q(
        cohort__ends_on__gte=timezone.localdate(),
        cohort__enrolments__learner_id=learner_id,
        cohort__enrolments__left_on=None,
    )


class CohortQuerySet(models.QuerySet["Cohort"]):
    """Vocabulary for classes."""

    def running(self) -> "CohortQuerySet":
        """Return classes whose last day has not passed."""
        return self.filter(ends_on__gte=timezone.localdate())

    def past_retention(self) -> "CohortQuerySet":
        """Return classes whose students' identity and answers are due for removal."""
        return self.filter(ends_on__lt=timezone.localdate() - RETENTION_AFTER_END)

    def past(self) -> "CohortQuerySet":
        """Return classes that are over and whose students' identity and answers are still there."""
        today = timezone.localdate()
        return self.filter(ends_on__lt=today, ends_on__gte=today - RETENTION_AFTER_END)

    def staffed_by(self, user: "User | AnonymousUser") -> "CohortQuerySet":
        """Return the classes, over or not, that this person teaches by a role that is in force; each class once."""
        teaching = CohortStaff.objects.current().filter(cohort=OuterRef("pk"), member__user=user.pk)
        return self.filter(Exists(teaching))

    def taught_by(self, user: "User | AnonymousUser") -> "CohortQuerySet":
        """Return the running classes that this person teaches, by a role that is in force; each class once."""
        return self.running().staffed_by(user)


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

    def get_absolute_url(self) -> str:
        """Return the class's own page, written out because a room above this one serves it."""
        return f"/t/c/{self.public_id}/past/" if self.is_over else f"/t/c/{self.public_id}/"

    @property
    def is_over(self) -> bool:
        """Whether its last day has passed: what it did is read, and nothing is changed."""
        return self.ends_on < timezone.localdate()

    @property
    def forgotten_on(self) -> date | None:
        """Return the day whose night removes students and answers; None for professionals, whose dossier stays."""
        if self.kind != CohortKind.CLASS:
            return None
        return self.ends_on + RETENTION_AFTER_END + timedelta(days=1)

    @property
    def days_kept(self) -> int:
        """How many days are left until then."""
        return (self.forgotten_on - timezone.localdate()).days if self.forgotten_on else 0


class CohortStaffQuerySet(models.QuerySet["CohortStaff"]):
    """Vocabulary for who teaches."""

    def current(self) -> "CohortStaffQuerySet":
        """Return those who teach now: neither this nor the role behind it has ended."""
        return self.filter(member__in=Membership.objects.current(), ended_on__isnull=True)


class CohortStaff(models.Model):
    """Who teaches a class; it ends with the membership at the latest."""

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="staff")
    member = models.ForeignKey(Membership, on_delete=models.CASCADE, related_name="cohorts")
    role = models.CharField(max_length=10, choices=CohortRole, default=CohortRole.TEACHER)
    started_on = models.DateField(default=timezone.localdate)
    ended_on = models.DateField(null=True, blank=True)

    objects = CohortStaffQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["cohort", "member"], condition=Q(ended_on=None), name="staff_once_per_cohort"
            )
        ]

    def __str__(self) -> str:
        return self.get_role_display()


class EnrolmentQuerySet(models.QuerySet["Enrolment"]):
    """Vocabulary for places in a class."""

    def active(self) -> "EnrolmentQuerySet":
        """Return places that are taken now."""
        return self.filter(left_on__isnull=True)

    def to_put_back(self, teacher: "User | AnonymousUser") -> "EnrolmentQuerySet":
        """Return places that were left and that a teacher of the class may fill again with the same student.

        Who has moved belongs to whoever teaches them there, as long as that class runs.
        """
        elsewhere = Enrolment.objects.filter(learner=OuterRef("learner"), cohort__in=Cohort.objects.running())
        elsewhere = elsewhere.exclude(cohort=OuterRef("cohort")).exclude(cohort__in=Cohort.objects.taught_by(teacher))
        return self.filter(left_on__isnull=False).exclude(Exists(elsewhere), has_moved=True)


class Enrolment(models.Model):
    """A learner's numbered place in a class; ``source_hash`` is the keyed hash of a roster's sourcedId."""

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="enrolments")
    learner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="enrolments")
    seat_number = models.PositiveSmallIntegerField(_("seat"))
    joined_on = models.DateField(default=timezone.localdate)
    left_on = models.DateField(null=True, blank=True)
    has_moved = models.BooleanField(default=False, db_default=False, editable=False)
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

    def get_absolute_url(self) -> str:
        """Return the page of the student's answers, written out because a room above this one serves it."""
        return f"/t/s/{self.public_id}/"

    @property
    def label(self) -> str:
        """Return what the class list shows: the display name, or the seat number in zero-name mode."""
        return self.learner.display_name or _("No. %(number)s") % {"number": self.seat_number}
