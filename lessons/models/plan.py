"""When a class means to have its lessons, and when it has none."""

from django.db import models

from institutions.models import Cohort
from lessons.models.delivery import LessonAssignment

# What the programme asks of a class in a school year, in school hours.
LEAST_HOURS, MOST_HOURS = 16, 19


class PlannedLesson(models.Model):
    """A day on which a class means to have a lesson; a lesson that takes two days stands here twice."""

    lesson_assignment = models.ForeignKey(LessonAssignment, on_delete=models.CASCADE, related_name="planned")
    planned_on = models.DateField()

    class Meta:
        ordering = ["planned_on"]
        constraints = [
            models.UniqueConstraint(fields=["lesson_assignment", "planned_on"], name="lesson_planned_once_a_day")
        ]

    def __str__(self) -> str:
        return f"{self.lesson_assignment_id} {self.planned_on}"


class FreeWeek(models.Model):
    """A week in which a class has no lessons, by its Monday; every country and school has its own holidays."""

    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="free_weeks")
    starts_on = models.DateField()

    class Meta:
        ordering = ["starts_on"]
        constraints = [models.UniqueConstraint(fields=["cohort", "starts_on"], name="free_week_once")]

    def __str__(self) -> str:
        return self.starts_on.isoformat()
