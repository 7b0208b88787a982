"""What a class was given and how far each learner is; answers live in assessments."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from assessments.models import QuizAssignment
from common.ids import new_public_id
from curriculum.models import CoursePage
from curriculum.queries import in_professional_course
from institutions.enums import CohortKind
from institutions.models import Cohort
from lessons.models.content import LessonPage


class CourseAssignment(models.Model):
    """A course given to a class; ``course`` is the page in the source language."""

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="course_assignments")
    course = models.ForeignKey(CoursePage, on_delete=models.PROTECT, related_name="assignments")
    assigned_at = models.DateTimeField(default=timezone.now)
    assigned_by_id = models.BigIntegerField(null=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["cohort", "course"], condition=Q(withdrawn_at=None), name="course_once_per_cohort"
            )
        ]

    def __str__(self) -> str:
        return f"{self.cohort_id} {self.course_id}"


class LessonAssignmentQuerySet(models.QuerySet["LessonAssignment"]):
    """Vocabulary for lessons given to classes."""

    def standing(self) -> "LessonAssignmentQuerySet":
        """Return lessons that were not withdrawn; in a class of pupils none of a course for professionals."""
        is_group = Q(cohort__kind=CohortKind.TRAINING_GROUP)
        return self.filter(is_group | ~in_professional_course("lesson__path"), withdrawn_at__isnull=True)

    def opened(self) -> "LessonAssignmentQuerySet":
        """Return lessons that learners may read now."""
        return self.standing().filter(opens_at__lte=timezone.now())

    def with_lesson(self) -> "LessonAssignmentQuerySet":
        """Join the lesson and its quiz for a list: without the text, which takes longer to read than all the rest."""
        texts = (f"lesson__{name}" for name in LessonPage.TEXTS)
        return self.select_related("lesson", "quiz_assignment__version").defer(
            *texts, "quiz_assignment__version__structure"
        )


class LessonAssignment(models.Model):
    """A lesson given to a class; ``lesson`` is the page in the source language.

    ``quiz_assignment`` points down to what the class answers; an attempt never points back.
    """

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="lesson_assignments")
    lesson = models.ForeignKey(LessonPage, on_delete=models.PROTECT, related_name="assignments")
    quiz_assignment = models.ForeignKey(
        QuizAssignment, on_delete=models.SET_NULL, null=True, blank=True, related_name="lesson_assignments"
    )
    opens_at = models.DateTimeField(default=timezone.now)
    assigned_at = models.DateTimeField(default=timezone.now)
    assigned_by_id = models.BigIntegerField(null=True)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = LessonAssignmentQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["cohort", "lesson"], condition=Q(withdrawn_at=None), name="lesson_once_per_cohort"
            )
        ]

    def __str__(self) -> str:
        return self.public_id


class LessonProgress(models.Model):
    """The furthest step a learner has opened; a skipped step counts like a read one."""

    assignment = models.ForeignKey(LessonAssignment, on_delete=models.CASCADE, related_name="progress")
    learner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="lesson_progress")
    last_step = models.PositiveSmallIntegerField(default=0)
    finished_at = models.DateTimeField(null=True, blank=True)
    updated_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["assignment", "learner"], name="progress_once_per_learner")]

    def __str__(self) -> str:
        return f"{self.assignment_id} {self.learner_id} {self.last_step}"


class Notice(models.Model):
    """What a member of staff is told on Today: a kind and a number, collected by a job and replaced by its next run."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="notices")
    kind = models.CharField(max_length=40)
    count = models.PositiveIntegerField()
    noted_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "kind"], name="notice_once_per_kind")]

    def __str__(self) -> str:
        return f"{self.kind} {self.count}"
