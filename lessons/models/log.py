"""Lessons that were held, who was there, and the counts that outlive both."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from common.ids import new_public_id
from institutions.models import Cohort
from lessons.enums import Mode
from lessons.models.content import LessonPage

# One school hour; hours of a lesson and of a year are counted in it.
SCHOOL_HOUR = 45
LONGEST_LESSON = 400


class DeliveredLesson(models.Model):
    """One lesson held with one class on one day, on devices, by hands or on paper; ``present`` is a number only.

    ``listed_at`` says when a teacher saved who was there; before that only those are known whose phones took part.
    """

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="delivered_lessons")
    lesson = models.ForeignKey(LessonPage, on_delete=models.PROTECT, related_name="+")
    language = models.CharField(max_length=10)
    held_on = models.DateField()
    minutes = models.PositiveSmallIntegerField()
    mode = models.CharField(max_length=10, choices=Mode)
    present = models.PositiveSmallIntegerField(default=0)
    entered_by_id = models.BigIntegerField(null=True)
    entered_at = models.DateTimeField(default=timezone.now)
    listed_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ["held_on", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["cohort", "lesson", "held_on"], name="lesson_held_once_a_day"),
            models.CheckConstraint(name="lesson_takes_time", condition=Q(minutes__gt=0)),
        ]

    def __str__(self) -> str:
        return self.public_id

    @property
    def hours(self) -> int:
        """How many school hours it was: one at least."""
        return school_hours(self.minutes)


class Attendance(models.Model):
    """Whether a student was at a lesson; no row means that nobody noted it. Coming late is being there."""

    delivered = models.ForeignKey(DeliveredLesson, on_delete=models.CASCADE, related_name="attendance")
    learner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="attendance")
    was_present = models.BooleanField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["delivered", "learner"], name="attendance_once")]

    def __str__(self) -> str:
        return f"{self.delivered_id} {self.was_present}"


class CohortTally(models.Model):
    """What stays of a class's log: by month, language and way how many lessons, minutes and people.

    ``attended`` adds up the numbers of people of all lessons; ``largest`` is the largest of them.
    """

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="tallies")
    month = models.DateField()
    language = models.CharField(max_length=10)
    mode = models.CharField(max_length=10, choices=Mode)
    lessons = models.PositiveIntegerField(default=0)
    minutes = models.PositiveIntegerField(default=0)
    attended = models.PositiveIntegerField(default=0)
    largest = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cohort", "month", "language", "mode"], name="cohort_tally_cell_once")
        ]

    def __str__(self) -> str:
        return f"{self.cohort_id} {self.month}"


def school_hours(minutes: int) -> int:
    """Return whole school hours: a lesson of 40 minutes is one, a double lesson two."""
    return max(1, round(minutes / SCHOOL_HOUR))
