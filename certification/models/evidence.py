"""Evidence that candidates add: files under random names, or words."""

from django.db import models
from django.db.models import Q
from django.utils import timezone

from certification.enums import EvidenceKind
from certification.models.candidacy import Candidacy
from certification.models.parts import SignOffRule
from common.ids import new_public_id

# Not below a folder that is served to everybody: only a view that looks at who asks opens these.
EVIDENCE_FOLDER = "evidence"
LARGEST_PHOTO = 200_000
LARGEST_FILE = 2_000_000
LONGEST_TEXT = 5000


class EvidenceQuerySet(models.QuerySet["Evidence"]):
    """Vocabulary for evidence."""

    def standing(self) -> "EvidenceQuerySet":
        """Return what was not withdrawn."""
        return self.filter(withdrawn_at=None)


class Evidence(models.Model):
    """One file or text for one sign-off; ``size`` in bytes. No person whom the candidate helps is ever in it."""

    public_id = models.CharField(max_length=10, unique=True, default=new_public_id, editable=False)
    candidacy = models.ForeignKey(Candidacy, on_delete=models.CASCADE, related_name="evidence")
    rule = models.ForeignKey(SignOffRule, on_delete=models.PROTECT, related_name="+")
    kind = models.CharField(max_length=3, choices=EvidenceKind)
    stored_as = models.CharField(max_length=100, blank=True)
    size = models.PositiveIntegerField(default=0)
    text = models.TextField(max_length=LONGEST_TEXT, blank=True)
    # The same upload sent twice makes one row.
    upload_key = models.UUIDField(null=True, blank=True)
    created_at = models.DateTimeField(default=timezone.now)
    withdrawn_at = models.DateTimeField(null=True, blank=True)

    objects = EvidenceQuerySet.as_manager()

    class Meta:
        ordering = ["-created_at", "-pk"]
        constraints = [
            models.UniqueConstraint(fields=["candidacy", "upload_key"], name="evidence_once_per_upload"),
            models.CheckConstraint(name="evidence_is_a_file_or_words", condition=~Q(stored_as="", text="")),
        ]

    def __str__(self) -> str:
        return self.public_id
