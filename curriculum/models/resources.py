"""The library: what is handed out, hung up, watched, heard, played or read beside the lessons."""

from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page, TranslatableMixin
from wagtail_localize.fields import BaseTranslatableField, SynchronizedField

from cms.checks import publishing_problems
from cms.enums import ContentLevel
from cms.models import CustomDocument, CustomImage, CustomMedia
from common.ids import new_public_id
from curriculum.enums import PrintSize, ResourceAudience, ResourceKind

# The same in every language of a thing, and what each language has for itself.
SHARED = ("kind", "audience", "licence", "print_size", "content_level", "is_easy_read", "cast_size", "minutes", "page")
OWN = ("public_id", "picture", "document", "media", "link", "is_published")


class ResourceQuerySet(models.QuerySet["Resource"]):
    """Vocabulary of the library."""

    def published(self) -> "ResourceQuerySet":
        """Return what its authors have published."""
        return self.filter(is_published=True)

    def up_to(self, level: int) -> "ResourceQuerySet":
        """Return what is not closer to harm than a content level."""
        return self.filter(content_level__lte=level)


class Resource(TranslatableMixin, models.Model):
    """A leaflet, poster, film, sound, play script or manual in one language; never another site's player.

    Exactly one of picture, document, media, link and page is what people get; ``page`` names a lesson in the source
    language, whose own sheet is printed.
    """

    public_id = models.CharField(max_length=10, default=new_public_id, editable=False, unique=True)
    title = models.CharField(_("title"), max_length=150)
    summary = models.TextField(_("what it is for"), blank=True, max_length=1000)
    kind = models.CharField(_("kind"), max_length=10, choices=ResourceKind)
    audience = models.CharField(_("for whom"), max_length=15, choices=ResourceAudience)
    content_level = models.PositiveSmallIntegerField(
        _("content level"), choices=ContentLevel, default=ContentLevel.NEUTRAL
    )
    is_easy_read = models.BooleanField(_("easy to read"), default=False)
    licence = models.CharField(_("licence"), max_length=100, blank=True)
    rights = models.TextField(
        _("who owns it and what is allowed"), blank=True, max_length=500,
        help_text=_("Needed for everything that is not ours, such as a manual on another site."),
    )  # fmt: skip
    print_size = models.CharField(_("print size"), max_length=5, choices=PrintSize, blank=True)
    cast_size = models.PositiveSmallIntegerField(_("roles in the play"), null=True, blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutes"), null=True, blank=True)
    picture = models.ForeignKey(
        CustomImage, verbose_name=_("picture"), on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    alt = models.CharField(_("what the picture shows and says"), max_length=400, blank=True)
    document = models.ForeignKey(
        CustomDocument, verbose_name=_("document"), on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    media = models.ForeignKey(
        CustomMedia, verbose_name=_("sound or film"), on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    transcript = models.TextField(_("transcript"), blank=True)
    link = models.URLField(_("address on another site"), max_length=300, blank=True)
    page = models.ForeignKey(
        Page, verbose_name=_("lesson"), on_delete=models.CASCADE, null=True, blank=True, related_name="+"
    )
    is_published = models.BooleanField(_("published"), default=False)

    objects = ResourceQuerySet.as_manager()

    override_translatable_fields: ClassVar[list[Any]] = [
        *(SynchronizedField(name, overridable=False) for name in SHARED),
        *(BaseTranslatableField(name) for name in OWN),
    ]
    # A new language has no file of its own yet, so that nobody finds it.
    exclude_fields_in_copy: ClassVar[list[str]] = list(OWN)
    panels: ClassVar[list[Any]] = [
        FieldPanel("title"),
        FieldPanel("summary"),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("kind", "audience", "content_level", "is_easy_read", "print_size")],
            heading=_("About it"),
        ),
        MultiFieldPanel([FieldPanel(name) for name in ("cast_size", "minutes")], heading=_("A play")),
        MultiFieldPanel(
            [FieldPanel(name) for name in ("picture", "alt", "document", "media", "transcript", "link", "page")],
            heading=_("What people get: one of these"),
        ),
        MultiFieldPanel([FieldPanel(name) for name in ("licence", "rights")], heading=_("Rights")),
        FieldPanel("is_published"),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("thing of the library")
        verbose_name_plural = _("library")

    def __str__(self) -> str:
        return self.title

    def clean(self) -> None:
        """Refuse to publish what the publishing checks have something against."""
        super().clean()
        problems = publishing_problems(self) if self.is_published else []
        if problems:
            raise ValidationError(problems)

    @property
    def file(self) -> Any:
        """Return the row that holds the file, if it is one."""
        return self.picture or self.document or self.media
