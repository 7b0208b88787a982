"""Questions that a teacher wants to explain once more in a class, and in which of its lessons."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from assessments.models import QuizAssignment
from lessons.models.delivery import LessonAssignment


class ReteachQuerySet(models.QuerySet["Reteach"]):
    """Vocabulary for what is to be explained once more."""

    def waiting(self) -> "ReteachQuerySet":
        """Return what was not done yet, in the order in which it was asked for."""
        return self.filter(done_at__isnull=True).order_by("added_at", "pk")

    def of_class(self, cohort_id: int) -> "ReteachQuerySet":
        """Return what one class is to hear again."""
        return self.filter(quiz_assignment__cohort=cohort_id)


class Reteach(models.Model):
    """One question of a class's quiz, to be explained again; ``lesson_assignment`` is empty while no lesson is next.

    ``item_id`` is a question of the quiz's version and ``number`` its place there. Done, it stays; asked for again,
    another row begins.
    """

    quiz_assignment = models.ForeignKey(QuizAssignment, on_delete=models.CASCADE, related_name="reteaches")
    item_id = models.CharField(max_length=36)
    number = models.PositiveSmallIntegerField()
    lesson_assignment = models.ForeignKey(
        LessonAssignment, on_delete=models.SET_NULL, null=True, blank=True, related_name="reteaches"
    )
    added_by_id = models.BigIntegerField(null=True)
    added_at = models.DateTimeField(default=timezone.now)
    done_at = models.DateTimeField(null=True, blank=True)

    objects = ReteachQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["quiz_assignment", "item_id"], condition=Q(done_at=None), name="reteach_waits_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.quiz_assignment_id} {self.item_id}"
