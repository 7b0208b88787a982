"""Tables of what was frozen of a quiz: structure and key once, words once per language and revision."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.models.quizzes import Quiz
from common.ids import new_public_id


class QuizVersion(models.Model):
    """What was asked, frozen at publication: ``structure`` holds items, choices and key, never texts.

    ``quiz`` is the row in the source language. A version that ``needs_marking`` asks for work that a person marks: no
    device keeps it, and only vocational and professional courses ask it. Rows are never changed.
    """

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    quiz = models.ForeignKey(Quiz, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveIntegerField()
    structure = models.JSONField()
    content_hash = models.CharField(max_length=64)
    pass_percent = models.PositiveSmallIntegerField()
    needs_marking = models.BooleanField(default=False, db_default=False)
    source_language = models.CharField(max_length=10)
    published_at = models.DateTimeField(default=timezone.now)
    published_by_id = models.BigIntegerField(null=True)

    class Meta:
        verbose_name = _("quiz version")
        constraints = [models.UniqueConstraint(fields=["quiz", "number"], name="version_number_once_per_quiz")]

    def __str__(self) -> str:
        return f"{self.quiz_id} v{self.number}"


class QuizVersionText(models.Model):
    """The words of a version in one language; appended, never changed, so a translation may arrive later."""

    version = models.ForeignKey(QuizVersion, on_delete=models.CASCADE, related_name="texts")
    language = models.CharField(max_length=10)
    revision = models.PositiveIntegerField(default=1)
    title = models.CharField(max_length=120)
    texts = models.JSONField()
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["version", "language", "revision"], name="text_revision_once")]

    def __str__(self) -> str:
        return f"{self.version_id} {self.language} r{self.revision}"
