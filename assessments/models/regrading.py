"""What a corrected key changed: one row per class and run, one per score; appended, never changed."""

from django.db import models
from django.utils import timezone

from assessments.models.assignments import QuizAssignment
from assessments.models.engine import Attempt, Response
from assessments.models.versions import QuizVersion


class Regrade(models.Model):
    """The answers of one class marked by another version's key from here on; ``None`` is the version's own key.

    ``run_id`` joins the classes that were regraded together; ``undoes`` names the row that this one takes back.
    """

    run_id = models.CharField(max_length=10)
    assignment = models.ForeignKey(QuizAssignment, on_delete=models.CASCADE, related_name="regrades")
    old_key = models.ForeignKey(QuizVersion, on_delete=models.PROTECT, null=True, related_name="+")
    new_key = models.ForeignKey(QuizVersion, on_delete=models.PROTECT, null=True, related_name="+")
    undoes = models.OneToOneField("self", on_delete=models.CASCADE, null=True, related_name="undone_by")
    reason = models.CharField(max_length=200, blank=True)
    done_by_id = models.BigIntegerField(null=True)
    done_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["run_id", "assignment"], name="class_once_per_regrading")]

    def __str__(self) -> str:
        return f"{self.run_id} {self.assignment_id}"


class ScoreChange(models.Model):
    """One score that a regrading changed: of an answer, or of the whole try where ``response`` is empty."""

    regrade = models.ForeignKey(Regrade, on_delete=models.CASCADE, related_name="changes")
    attempt = models.ForeignKey(Attempt, on_delete=models.CASCADE, related_name="score_changes")
    response = models.ForeignKey(Response, on_delete=models.CASCADE, null=True, related_name="score_changes")
    old_score = models.DecimalField(max_digits=7, decimal_places=2)
    new_score = models.DecimalField(max_digits=7, decimal_places=2)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["regrade", "response"], name="score_once_per_regrading"),
            models.UniqueConstraint(
                fields=["regrade", "attempt"], condition=models.Q(response=None), name="total_once_per_regrading"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.attempt_id} {self.old_score} → {self.new_score}"
