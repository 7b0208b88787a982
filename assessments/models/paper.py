"""What comes with answers typed in from paper: what they changed, and who was not there."""

from django.conf import settings
from django.db import models
from django.utils import timezone

from assessments.enums import AnswerSource


class AnswerCorrection(models.Model):
    """One answer that a teacher changed from paper: what stood there before; appended, never changed.

    ``old_answer`` is None where nothing had been answered.
    """

    attempt = models.ForeignKey("assessments.Attempt", on_delete=models.CASCADE, related_name="corrections")
    item_id = models.CharField(max_length=36)
    old_answer = models.JSONField(null=True)
    old_source = models.CharField(max_length=10, choices=AnswerSource, blank=True)
    old_language = models.CharField(max_length=10, blank=True)
    corrected_by_id = models.BigIntegerField(null=True)
    corrected_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.attempt_id} {self.item_id}"


class SheetAbsence(models.Model):
    """A student of whom there is no sheet, because they were not there."""

    assignment = models.ForeignKey("assessments.QuizAssignment", on_delete=models.CASCADE, related_name="absences")
    learner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    noted_by_id = models.BigIntegerField(null=True)
    noted_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["assignment", "learner"], name="absent_once_per_quiz")]

    def __str__(self) -> str:
        return f"{self.assignment_id} {self.learner_id}"
