"""Tables of the quiz engine: a quiz given to a class, and what one learner has more than the class."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from assessments.enums import CountedTry, FeedbackPolicy
from assessments.models.versions import QuizVersion
from common.ids import new_public_id
from institutions.models import Cohort


class QuizAssignmentQuerySet(models.QuerySet["QuizAssignment"]):
    """Vocabulary for quizzes given to classes."""

    def standing(self) -> "QuizAssignmentQuerySet":
        """Return assignments that were not withdrawn."""
        return self.filter(withdrawn_at__isnull=True)

    def opened_for(self, learner_id: int) -> "QuizAssignmentQuerySet":
        """Return assignments this learner may start now, a later last day of their own included."""
        now = timezone.now()
        own = AssignmentException.objects.filter(learner_id=learner_id, closes_at__gt=now).values("assignment")
        is_open = Q(closes_at__isnull=True) | Q(closes_at__gt=now) | Q(pk__in=own)
        return self.standing().filter(is_open, opens_at__lte=now)

    def opened(self) -> "QuizAssignmentQuerySet":
        """Return assignments a learner may start now."""
        now = timezone.now()
        return self.standing().filter(Q(closes_at__isnull=True) | Q(closes_at__gt=now), opens_at__lte=now)


class QuizAssignment(models.Model):
    """A quiz version given to a class, with window, tries and other policies (OneRoster: line item).

    ``limit_minutes`` holds for training groups only.
    ``key_version`` is the later version whose corrected key marks the answers; empty, it is the version's own.
    """

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    version = models.ForeignKey(QuizVersion, on_delete=models.PROTECT, related_name="assignments")
    key_version = models.ForeignKey(QuizVersion, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="quiz_assignments")
    opens_at = models.DateTimeField(default=timezone.now)
    closes_at = models.DateTimeField(null=True, blank=True)
    tries = models.PositiveSmallIntegerField(default=2)
    feedback = models.CharField(max_length=20, choices=FeedbackPolicy, default=FeedbackPolicy.AFTER_SENDING)
    counted_try = models.CharField(
        max_length=10, choices=CountedTry, default=CountedTry.BEST, db_default=CountedTry.BEST
    )
    is_shuffled = models.BooleanField(default=False, db_default=False)
    advised_minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    limit_minutes = models.PositiveSmallIntegerField(null=True, blank=True)
    feedback_released_at = models.DateTimeField(null=True, blank=True)
    assigned_by_id = models.BigIntegerField(null=True)
    assigned_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = QuizAssignmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="assignment_closes_after_opening", condition=Q(closes_at=None) | Q(closes_at__gt=F("opens_at"))
            ),
            models.UniqueConstraint(
                fields=["version", "cohort"], condition=Q(withdrawn_at=None), name="version_once_per_cohort"
            ),
        ]

    def __str__(self) -> str:
        return self.public_id

    @property
    def is_open(self) -> bool:
        """Whether answers count now."""
        now = timezone.now()
        return self.withdrawn_at is None and self.opens_at <= now and (self.closes_at is None or now < self.closes_at)


class AssignmentException(models.Model):
    """More tries, days or minutes for one learner; the assignment itself stays as it is for the others."""

    assignment = models.ForeignKey(QuizAssignment, on_delete=models.CASCADE, related_name="exceptions")
    learner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    extra_tries = models.PositiveSmallIntegerField(default=0)
    closes_at = models.DateTimeField(null=True, blank=True)
    extra_minutes = models.PositiveSmallIntegerField(default=0, db_default=0)
    given_by_id = models.BigIntegerField(null=True)
    given_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["assignment", "learner"], name="one_exception_per_learner")]

    def __str__(self) -> str:
        return f"{self.assignment_id} +{self.extra_tries}"
