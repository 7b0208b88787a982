"""What a teacher counted in the room for a question of a running lesson: numbers of hands or cards, nobody's names."""

from django.db import models

from assessments.enums import AnswerSource
from lessons.models.questions import LiveQuestion


class QuestionTally(models.Model):
    """How many chose each option, by its id; ``bands`` instead, where numbers would say too much or take too long.

    ``named`` is how many of the answers were kept with a name as well, as those from assigned cards are.
    """

    question = models.OneToOneField(LiveQuestion, on_delete=models.CASCADE, related_name="tally")
    source = models.CharField(max_length=10, choices=AnswerSource, default=AnswerSource.HANDS)
    counts = models.JSONField(default=dict)
    bands = models.JSONField(default=dict)
    named = models.PositiveSmallIntegerField(default=0)

    def __str__(self) -> str:
        return f"{self.question_id}"
