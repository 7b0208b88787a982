"""Who takes part in a running lesson, and who has answered already; both go when it is over."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from accounts.enums import Symbol
from lessons.models.live import LessonRun
from lessons.models.questions import LiveQuestion


class Seat(models.Model):
    """Somebody who takes part: a student who signed in, or a phone that typed the code. Goes with the lesson's end.

    A phone is known by the hash of its cookie and shown by a drawing and a number.
    """

    run = models.ForeignKey(LessonRun, on_delete=models.CASCADE, related_name="seats")
    number = models.PositiveSmallIntegerField()
    symbol = models.CharField(max_length=10, choices=Symbol)
    learner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="+")
    secret_hash = models.CharField(max_length=64, blank=True)
    is_removed = models.BooleanField(default=False)

    class Meta:
        ordering = ["number"]
        constraints = [
            models.UniqueConstraint(fields=["run", "number"], name="seat_number_once_per_run"),
            models.UniqueConstraint(fields=["run", "learner"], name="seat_once_per_learner"),
            models.UniqueConstraint(fields=["secret_hash"], condition=~Q(secret_hash=""), name="seat_secret_once"),
        ]

    def __str__(self) -> str:
        return f"{self.run_id} {self.number}"


class SeatVote(models.Model):
    """That a seat has answered or skipped an open question, and how often it changed its mind: never what it chose.

    Deleted when the question closes.
    """

    question = models.ForeignKey(LiveQuestion, on_delete=models.CASCADE, related_name="votes")
    seat = models.ForeignKey(Seat, on_delete=models.CASCADE, related_name="votes")
    changes = models.PositiveSmallIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["question", "seat"], name="one_vote_per_seat")]

    def __str__(self) -> str:
        return f"{self.question_id}"
