"""Question banks of other systems: an upload that waits, and where an imported question came from."""

from datetime import timedelta

from django.conf import settings
from django.db import models
from django.utils import timezone

from common.ids import new_public_id

BANK_UPLOAD_LASTS = timedelta(hours=1)


class BankOrigin(models.Model):
    """What a question looked like in a file: importing the same bank again makes no second one.

    ``digest`` stands for the question as it was read, or written by an export, whatever became of it here since.
    """

    item = models.ForeignKey("assessments.Item", on_delete=models.CASCADE, related_name="origins")
    locale = models.ForeignKey("wagtailcore.Locale", on_delete=models.CASCADE, related_name="+")
    digest = models.CharField(max_length=64)
    format = models.CharField(max_length=20)
    key = models.CharField(max_length=200)
    batch = models.CharField(max_length=10, db_index=True)
    imported_at = models.DateTimeField(default=timezone.now)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["locale", "digest"], name="imported_once_per_language")]

    def __str__(self) -> str:
        return f"{self.format} {self.key}"


class BankUploadQuerySet(models.QuerySet["BankUpload"]):
    """Vocabulary for uploaded banks."""

    def fresh(self) -> "BankUploadQuerySet":
        """Return uploads that may still be looked at and imported."""
        return self.filter(created_at__gt=timezone.now() - BANK_UPLOAD_LASTS)


class BankUpload(models.Model):
    """A question bank between upload and import, an hour at most: what was read of it, never a file on a disk.

    ``raw`` holds a large file until a job has read it; then ``content`` is what waits for the author's decision.
    """

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    file_name = models.CharField(max_length=120)
    format = models.CharField(max_length=20, blank=True)
    raw = models.BinaryField(default=bytes)
    content = models.BinaryField(default=bytes)
    questions = models.PositiveIntegerField(default=0)
    reported = models.PositiveIntegerField(default=0)
    refusal = models.CharField(max_length=40, blank=True)
    refusal_place = models.CharField(max_length=200, blank=True)
    confirmed_at = models.DateTimeField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)

    objects = BankUploadQuerySet.as_manager()

    def __str__(self) -> str:
        return self.public_id

    @property
    def is_read(self) -> bool:
        """Whether reading is over, with a bank or a refusal."""
        return bool(self.content or self.refusal)
