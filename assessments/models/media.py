"""Pictures and sounds as questions were published with them: files named by their content, which nobody changes."""

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtailmedia.edit_handlers import MediaChooserPanel

from assessments.interactions.media import ADDRESS_LENGTH, DIGEST_LENGTH
from cms.enums import ContentLevel
from cms.models import CustomImage, CustomMedia

FOLDER = "questions"


class FrozenMedia(models.Model):
    """One file, kept once however many questions show it; what authors do to their pictures does not reach it.

    ``origin`` stands for the file it was first made of; all of them are among its uses. ``content_level`` is the lowest
    of these, because what one question shows to everybody is no secret in another.
    """

    digest = models.CharField(max_length=DIGEST_LENGTH, unique=True)
    address = models.CharField(max_length=ADDRESS_LENGTH, unique=True)
    type = models.CharField(max_length=4)
    file = models.CharField(max_length=100)
    size = models.PositiveIntegerField()
    width = models.PositiveIntegerField(default=0)
    height = models.PositiveIntegerField(default=0)
    origin = models.CharField(max_length=DIGEST_LENGTH, db_index=True)
    content_level = models.PositiveSmallIntegerField(choices=ContentLevel)
    kept_at = models.DateTimeField(default=timezone.now)

    def __str__(self) -> str:
        return f"{self.address}.{self.type}"


class MediaUse(models.Model):
    """That a question shows a stored file, made of which one, and how delicate the question was when last looked at.

    ``item_key`` is empty where nobody knows the question any more. Different pictures may become the same file, so one
    file has as many origins as it has sources.
    """

    media = models.ForeignKey(FrozenMedia, on_delete=models.CASCADE, related_name="uses")
    origin = models.CharField(max_length=DIGEST_LENGTH, db_index=True)
    item_key = models.CharField(max_length=36, blank=True, default="", db_index=True)
    content_level = models.PositiveSmallIntegerField(choices=ContentLevel)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["media", "origin", "item_key"], name="one_use_per_question")]

    def __str__(self) -> str:
        return f"{self.media_id} {self.item_key}"


class ShowsMedia(models.Model):
    """What stands beside the words of a question; a translation may have its own, else it has its source's."""

    picture = models.ForeignKey(
        CustomImage, verbose_name=_("picture"), on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    picture_alt = models.CharField(_("what the picture shows"), max_length=200, blank=True, default="", db_default="")
    is_picture_decorative = models.BooleanField(
        _("the picture only decorates"), default=False, db_default=False,
        help_text=_("Nothing is lost for somebody who cannot see it."),
    )  # fmt: skip
    sound = models.ForeignKey(
        CustomMedia, verbose_name=_("sound"), on_delete=models.SET_NULL, null=True, blank=True, related_name="+",
        help_text=_("MP3, M4A or OGG; 300 KB at most."),
    )  # fmt: skip
    transcript = models.TextField(
        _("transcript"), blank=True, default="", db_default="", help_text=_("What is heard, in words.")
    )

    class Meta:
        abstract = True


MEDIA_PANEL = MultiFieldPanel(
    [
        FieldPanel("picture"),
        FieldPanel("picture_alt"),
        FieldPanel("is_picture_decorative"),
        MediaChooserPanel("sound", media_type="audio"),
        FieldPanel("transcript"),
    ],
    heading=_("Picture and sound"),
)
