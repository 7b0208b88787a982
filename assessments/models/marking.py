"""What people gave for work that has no key: rounds of marks, appended and never changed."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from assessments.interactions.rubric import MOST_POINTS
from assessments.models.engine import Attempt

LONGEST_FEEDBACK = 300


class MarkingRound(models.Model):
    """How somebody left one answer when they saved it; the highest ``number`` counts, earlier ones are its history.

    ``score`` is empty while a criterion is not decided. ``sequence`` is that of the answer read; one that takes
    its place later waits for marks of its own. ``feedback`` is for the student, about the work.
    """

    attempt = models.ForeignKey(Attempt, on_delete=models.CASCADE, related_name="marking_rounds")
    item_id = models.CharField(max_length=36)
    number = models.PositiveSmallIntegerField()
    sequence = models.PositiveIntegerField()
    score = models.PositiveSmallIntegerField(null=True, blank=True)
    feedback = models.CharField(max_length=LONGEST_FEEDBACK, blank=True)
    marked_by_id = models.BigIntegerField(null=True)
    marked_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [
            # Two teachers who saw the same round cannot both write the next one.
            models.UniqueConstraint(fields=["attempt", "item_id", "number"], name="marking_round_once")
        ]

    def __str__(self) -> str:
        return f"{self.attempt_id} {self.item_id} #{self.number}"


class RubricMark(models.Model):
    """The points for one criterion in one round; one that is not decided has no row."""

    round = models.ForeignKey(MarkingRound, on_delete=models.CASCADE, related_name="marks")
    criterion = models.CharField(max_length=64)
    points = models.PositiveSmallIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["round", "criterion"], name="criterion_once_per_round"),
            models.CheckConstraint(name="mark_has_a_level", condition=Q(points__lte=MOST_POINTS)),
        ]

    def __str__(self) -> str:
        return f"{self.criterion} {self.points}"
