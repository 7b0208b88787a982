"""Questions asked in a running lesson, and counts of what was chosen: never who chose what."""

from django.db import models

from assessments.enums import AnswerLevel
from lessons.enums import QuestionState
from lessons.models.live import LessonRun


class LiveQuestion(models.Model):
    """One question of a run, frozen when the lesson began, so that no editor changes what a class is answering.

    ``phase`` is the guide's phase it belongs to, if any. ``is_recorded``: it is one of the lesson's quiz, so that the
    answer of a signed-in student is kept with their name. ``round`` rises whenever it is asked again; ``taken_part``
    holds how many phones had answered or skipped when it was closed.
    """

    run = models.ForeignKey(LessonRun, on_delete=models.CASCADE, related_name="questions")
    number = models.PositiveSmallIntegerField()
    phase = models.PositiveSmallIntegerField(null=True)
    item_id = models.CharField(max_length=36)
    answer_level = models.PositiveSmallIntegerField(choices=AnswerLevel)
    is_recorded = models.BooleanField(default=False)
    structure = models.JSONField()
    texts = models.JSONField()
    source_language = models.CharField(max_length=10)
    state = models.CharField(max_length=10, choices=QuestionState, default=QuestionState.WAITING)
    round = models.PositiveSmallIntegerField(default=0)
    taken_part = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["number"]
        constraints = [models.UniqueConstraint(fields=["run", "number"], name="question_number_once_per_run")]

    def __str__(self) -> str:
        return f"{self.run_id} {self.number}"


class BallotCount(models.Model):
    """How often an option was chosen; the option "" counts the people who chose anything. Every vote writes every row
    of its question, so that not even the database's own marks of its writes tell which one rose.
    """

    question = models.ForeignKey(LiveQuestion, on_delete=models.CASCADE, related_name="counts")
    option = models.CharField(max_length=40, blank=True)
    votes = models.PositiveIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["question", "option"], name="one_count_per_option")]

    def __str__(self) -> str:
        return f"{self.question_id}"
