"""A lesson as it runs in a class: where it stands, who leads it, and who has read its safety note."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone

from common.ids import new_public_id
from institutions.models import Cohort
from lessons.enums import Mode
from lessons.models.content import LessonPage
from lessons.models.delivery import LessonAssignment

# A run that nobody ended ends by itself after this; no lesson, not even a double one, takes so long.
RUN_LASTS = timedelta(hours=3)


class LessonRunQuerySet(models.QuerySet["LessonRun"]):
    """Vocabulary for running lessons."""

    def open(self) -> "LessonRunQuerySet":
        """Return lessons that run now."""
        return self.filter(ended_at__isnull=True)


class LessonRun(models.Model):
    """One class having one lesson. All of its state is here, so that a reload or another device goes on with it.

    ``phase`` counts the guide's phases from 0, whose minutes and modes were read at the start; ``reteach_phase`` is the
    one that is not the guide's: what the class is to hear again. ``slide`` is the page on the screen: 0 how to join,
    then the lesson's steps; ``question`` is the number of the question that stands there instead. ``state_version``
    rises with every act of the teacher. ``control_hash`` stands for the device that leads. ``present`` is how many the
    teacher said are in the room.
    """

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    lesson_assignment = models.ForeignKey(LessonAssignment, on_delete=models.CASCADE, related_name="runs")
    cohort = models.ForeignKey(Cohort, on_delete=models.CASCADE, related_name="runs")
    code = models.CharField(max_length=6)
    started_by_id = models.BigIntegerField(null=True)
    started_at = models.DateTimeField(default=timezone.now)
    ended_at = models.DateTimeField(null=True, blank=True)
    state_version = models.PositiveIntegerField(default=1)
    phase = models.PositiveSmallIntegerField(default=0)
    phase_minutes = models.JSONField(default=list)
    phase_ends_at = models.DateTimeField(null=True)
    modes = models.JSONField(default=list)
    reteach_phase = models.PositiveSmallIntegerField(null=True, blank=True)
    skipped = models.JSONField(default=list)
    slides = models.PositiveSmallIntegerField(default=0)
    slide = models.PositiveSmallIntegerField(default=0)
    question = models.PositiveSmallIntegerField(null=True, blank=True)
    is_blank = models.BooleanField(default=False)
    controlled_by_id = models.BigIntegerField(null=True)
    control_hash = models.CharField(max_length=64, blank=True)
    present = models.PositiveSmallIntegerField(null=True, blank=True)

    objects = LessonRunQuerySet.as_manager()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["cohort"], condition=Q(ended_at=None), name="one_open_run_per_cohort"),
            models.UniqueConstraint(fields=["code"], condition=Q(ended_at=None), name="open_run_code_once"),
        ]

    def __str__(self) -> str:
        return self.public_id

    @property
    def mode(self) -> str:
        """How the class answers in this phase."""
        return self.modes[self.phase] if self.phase < len(self.modes) else Mode.PHONES

    @property
    def minutes_in(self) -> int:
        """How many whole minutes ago it began."""
        return int((timezone.now() - self.started_at).total_seconds() // 60)


class SafetyNoteRead(models.Model):
    """That a teacher opened the safety note of a lesson, once for all classes."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    lesson = models.ForeignKey(LessonPage, on_delete=models.CASCADE, related_name="+")
    read_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "lesson"], name="safety_note_read_once")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.lesson_id}"
