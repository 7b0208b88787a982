"""Pages that belong to no subject, and the image, document and media models."""

from collections.abc import Iterable
from itertools import chain
from typing import Any, ClassVar

from django.conf import settings
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.documents.models import AbstractDocument, Document
from wagtail.fields import StreamField
from wagtail.images.models import AbstractImage, AbstractRendition, Image, SourceImageIOError
from wagtail.models import Page, Revision
from wagtail.search import index
from wagtailmedia.models import AbstractMedia

from cms.blocks import BODY_BLOCKS
from cms.checks import publishing_problems
from cms.enums import ContentLevel
from cms.exchange.lemmas import base_forms
from common.outage import is_outage


class CheckedPage(Page):
    """A page that is published only when every registered publishing check is content.

    The check sits in ``publish`` and not in a form, so that a translation, a schedule or an import meets it too.
    """

    class Meta:
        abstract = True

    def publish(self, revision: Revision, *args: Any, **kwargs: Any) -> Any:
        """Publish, or raise ``ValidationError`` with every reason against it."""
        page = revision.as_object()
        problems = publishing_problems(page)
        if problems:
            # Localize reads the errors of a translation by field.
            raise ValidationError({NON_FIELD_ERRORS: problems})
        return super().publish(revision, *args, **kwargs)


class FoundByLemma(CheckedPage):
    """A page that is found by the base forms of its words: neither database knows the endings of our languages."""

    search_fields: ClassVar[list[Any]] = [*Page.search_fields, index.SearchField("lemmas")]

    class Meta:
        abstract = True

    def searched_texts(self) -> Iterable[str]:
        """Return what strangers may find the page by; a page that says more adds it."""
        return [self.title]

    def lemmas(self) -> str:
        """Return the words of these texts, each once, in base form and as they stand there."""
        language = self.locale.language_code
        found = base_forms(" ".join(self.searched_texts()), language, settings.WORDS_DIR)
        return " ".join(dict.fromkeys(chain.from_iterable(found)))


class HomePage(CheckedPage):
    """Front page of one language."""

    intro = models.TextField(_("introduction"), blank=True)
    body = StreamField(BODY_BLOCKS, verbose_name=_("content"), blank=True)

    parent_page_types: ClassVar[list[str]] = ["wagtailcore.Page"]
    template = "cms/home_page.html"
    content_panels: ClassVar[list[Any]] = [*Page.content_panels, FieldPanel("intro"), FieldPanel("body")]

    class Meta:
        verbose_name = _("front page")


class StandardPage(CheckedPage):
    """A plain page: about, accessibility, privacy."""

    body = StreamField(BODY_BLOCKS, verbose_name=_("content"), blank=True)

    parent_page_types: ClassVar[list[str]] = ["cms.HomePage"]
    template = "cms/standard_page.html"
    content_panels: ClassVar[list[Any]] = [*Page.content_panels, FieldPanel("body")]

    class Meta:
        verbose_name = _("plain page")


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
