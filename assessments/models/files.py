"""Files that students hand in: a random name in the store, and never the name they had on the device."""

from django.db import models
from django.db.models import TextChoices
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from assessments.models.engine import Attempt
from common.ids import new_public_id

# Not below a folder that is served to everybody: only a view that looks at who asks opens these.
FOLDER = "answers"


class FileKind(TextChoices):
    """What a file is, by its content."""

    PHOTO = "jpg", _("Photo")
    PDF = "pdf", _("PDF")
    TEXT = "txt", _("Text")


class AnswerFile(models.Model):
    """One file of one answer; ``size`` in bytes. The stored answer names it by ``public_id``."""

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    attempt = models.ForeignKey(Attempt, on_delete=models.CASCADE, related_name="answer_files")
    item_id = models.CharField(max_length=36)
    kind = models.CharField(max_length=3, choices=FileKind)
    size = models.PositiveIntegerField()
    stored_as = models.CharField(max_length=100)
    created_at = models.DateTimeField(default=timezone.now)

    class Meta:
        indexes = [models.Index(fields=["attempt", "item_id"], name="files_of_an_answer")]

    def __str__(self) -> str:
        return self.public_id
