"""The picture, document and media models, each with its content level and licence."""

from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.documents.models import AbstractDocument, Document
from wagtail.images.models import AbstractImage, AbstractRendition, Image, SourceImageIOError
from wagtailmedia.models import AbstractMedia

from cms.enums import ContentLevel
from common.outage import is_outage


class CustomImage(AbstractImage):
    """A picture with its content level and the licence it came with."""

    content_level = models.PositiveSmallIntegerField(
        _("content level"), choices=ContentLevel, default=ContentLevel.NEUTRAL
    )
    licence = models.CharField(_("licence"), max_length=100, blank=True)
    pack_path = models.CharField(max_length=200, blank=True, editable=False)

    admin_form_fields = (*Image.admin_form_fields, "content_level", "licence")

    def get_rendition(self, *args: Any, **kwargs: Any) -> "CustomRendition":
        """Return one size of the picture; a store that is away is to a page what a missing file is: no picture."""
        try:
            rendition: CustomRendition = super().get_rendition(*args, **kwargs)
        except Exception as error:
            if is_outage(error):
                raise SourceImageIOError(type(error).__name__) from error
            raise
        return rendition

    class Meta(AbstractImage.Meta):
        verbose_name = _("picture")
        verbose_name_plural = _("pictures")
        constraints = [
            models.UniqueConstraint(
                fields=["pack_path"], condition=~models.Q(pack_path=""), name="picture_of_a_pack_once"
            )
        ]


class CustomRendition(AbstractRendition):
    """One size of a picture."""

    image = models.ForeignKey(CustomImage, on_delete=models.CASCADE, related_name="renditions")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["image", "filter_spec", "focal_point_key"], name="rendition_once")
        ]


class CustomDocument(AbstractDocument):
    """A file to download, with its content level."""

    content_level = models.PositiveSmallIntegerField(
        _("content level"), choices=ContentLevel, default=ContentLevel.NEUTRAL
    )
    licence = models.CharField(_("licence"), max_length=100, blank=True)
    pack_path = models.CharField(max_length=200, blank=True, default="", db_default="", editable=False)

    admin_form_fields = (*Document.admin_form_fields, "content_level", "licence")

    class Meta(AbstractDocument.Meta):
        verbose_name = _("document")
        verbose_name_plural = _("documents")


class CustomMedia(AbstractMedia):
    """Sound or film; the transcript is part of it."""

    content_level = models.PositiveSmallIntegerField(
        _("content level"), choices=ContentLevel, default=ContentLevel.NEUTRAL
    )
    transcript = models.TextField(_("transcript"), blank=True)
    licence = models.CharField(_("licence"), max_length=100, blank=True, default="", db_default="")
    pack_path = models.CharField(max_length=200, blank=True, default="", db_default="", editable=False)

    admin_form_fields = (
        "title", "file", "collection", "duration", "thumbnail", "content_level", "licence", "transcript", "tags",
    )  # fmt: skip

    class Meta:
        verbose_name = _("sound or film")
        verbose_name_plural = _("sound and film")
