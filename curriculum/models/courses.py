"""Course and unit pages, competencies with their levels, and country facts that expire."""

from datetime import timedelta
from typing import Any, ClassVar

from django.core.exceptions import ValidationError
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page, TranslatableMixin
from wagtail_localize.fields import SynchronizedField

from cms.models import CheckedPage
from common.ids import new_public_id
from curriculum.enums import LEVELS, CourseKind, CourseReaders, FactTopic


class CompetencyFramework(TranslatableMixin, models.Model):
    """A named, versioned set of things people learn to do (CASE: CFDocument)."""

    public_id = models.CharField(max_length=10, default=new_public_id, editable=False)
    title = models.CharField(_("title"), max_length=150)
    version = models.CharField(_("version"), max_length=20, default="1")

    override_translatable_fields: ClassVar[list[Any]] = [
        SynchronizedField("public_id", overridable=False),
        SynchronizedField("version", overridable=False),
    ]
    panels: ClassVar[list[Any]] = [FieldPanel("title"), FieldPanel("version")]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("competency framework")
        verbose_name_plural = _("competency frameworks")

    def __str__(self) -> str:
        return self.title


class Competency(TranslatableMixin, models.Model):
    """One thing a person can do (CASE: CFItem); rows of one competency share ``translation_key``."""

    framework = models.ForeignKey(CompetencyFramework, on_delete=models.CASCADE, related_name="competencies")
    code = models.CharField(_("code"), max_length=10)
    statement = models.CharField(_("statement"), max_length=250)

    override_translatable_fields: ClassVar[list[Any]] = [
        SynchronizedField("framework", overridable=False),
        SynchronizedField("code", overridable=False),
    ]
    panels: ClassVar[list[Any]] = [FieldPanel("framework"), FieldPanel("code"), FieldPanel("statement")]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("competency")
        verbose_name_plural = _("competencies")

    def __str__(self) -> str:
        return f"{self.code} · {self.statement}"


class CompetencyLevel(TranslatableMixin, models.Model):
    """What somebody can be seen to do at one level of a competency (1 to 4); ``competency`` is the source row."""

    competency = models.ForeignKey(Competency, on_delete=models.CASCADE, related_name="levels")
    level = models.PositiveSmallIntegerField(_("level"), choices=[(number, str(number)) for number in LEVELS])
    indicator = models.CharField(_("what can be seen"), max_length=250)

    override_translatable_fields: ClassVar[list[Any]] = [
        SynchronizedField("competency", overridable=False),
        SynchronizedField("level", overridable=False),
    ]
    panels: ClassVar[list[Any]] = [FieldPanel("competency"), FieldPanel("level"), FieldPanel("indicator")]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("level of a competency")
        verbose_name_plural = _("levels of competencies")
        constraints = [
            models.UniqueConstraint(fields=["competency", "level", "locale"], name="level_once_per_competency"),
            models.CheckConstraint(name="level_is_known", condition=models.Q(level__in=LEVELS)),
        ]

    def __str__(self) -> str:
        return f"{self.level} · {self.indicator}"


class CoursePage(CheckedPage):
    """A course in the public catalogue; its units are its child pages."""

    summary = models.TextField(_("summary"), blank=True)
    audience = models.CharField(_("for whom"), max_length=120, blank=True)
    kind = models.CharField(
        _("kind"),
        max_length=12,
        choices=CourseKind,
        default=CourseKind.PREVENTION,
        db_default=CourseKind.PREVENTION,
        help_text=_("Questions that a teacher marks have their place in vocational and professional courses only."),
    )
    readers = models.CharField(
        _("which professionals"),
        max_length=20,
        choices=CourseReaders,
        default=CourseReaders.SOCIAL_WORKERS,
        db_default=CourseReaders.SOCIAL_WORKERS,
        help_text=_("Counts for professional courses: only these people, their trainers and the editors find it."),
    )

    parent_page_types: ClassVar[list[str]] = ["cms.HomePage"]
    override_translatable_fields: ClassVar[list[Any]] = [
        SynchronizedField(name, overridable=False) for name in ("kind", "readers")
    ]
    template = "curriculum/course_page.html"
    content_panels: ClassVar[list[Any]] = [
        *Page.content_panels, FieldPanel("summary"), FieldPanel("audience"), FieldPanel("kind"), FieldPanel("readers"),
    ]  # fmt: skip

    class Meta:
        verbose_name = _("course")


class UnitPage(CheckedPage):
    """A part of a course; its lessons are its child pages."""

    summary = models.TextField(_("summary"), blank=True)

    parent_page_types: ClassVar[list[str]] = ["curriculum.CoursePage"]
    template = "curriculum/unit_page.html"
    content_panels: ClassVar[list[Any]] = [*Page.content_panels, FieldPanel("summary")]

    class Meta:
        verbose_name = _("module")


class CountryFactQuerySet(models.QuerySet["CountryFact"]):
    """Vocabulary for facts that expire."""

    def current(self) -> "CountryFactQuerySet":
        """Return facts that somebody checked and whose next check is not long overdue; the others are hidden."""
        return self.filter(next_check_on__gte=timezone.localdate() - CountryFact.GRACE)


class CountryFact(TranslatableMixin, models.Model):
    """A wage, age rule or law with its source and dates; never the key of a question."""

    GRACE: ClassVar[timedelta] = timedelta(days=90)

    country = models.CharField(_("country"), max_length=2)
    topic = models.CharField(_("topic"), max_length=20, choices=FactTopic)
    value = models.TextField(_("fact"))
    source = models.CharField(_("source"), max_length=250)
    verified_on = models.DateField(_("checked on"), null=True, blank=True)
    verified_by = models.CharField(_("checked by"), max_length=120, blank=True)
    next_check_on = models.DateField(_("next check"), null=True, blank=True)

    objects = CountryFactQuerySet.as_manager()

    override_translatable_fields: ClassVar[list[Any]] = [
        SynchronizedField(name, overridable=False) for name in ("country", "source", "verified_by")
    ]
    panels: ClassVar[list[Any]] = [
        FieldPanel(name)
        for name in ("country", "topic", "value", "source", "verified_on", "verified_by", "next_check_on")
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("country fact")
        verbose_name_plural = _("country facts")

    def __str__(self) -> str:
        return f"{self.country} · {self.get_topic_display()}"

    def clean(self) -> None:
        """Refuse half a check: who, when and until when belong together."""
        super().clean()
        given = [bool(self.verified_on), bool(self.verified_by.strip()), bool(self.next_check_on)]
        if any(given) != all(given):
            raise ValidationError(_("Say who checked it, when, and when next; or leave all three empty."))
        if self.verified_on and self.next_check_on and self.next_check_on <= self.verified_on:
            raise ValidationError({"next_check_on": _("The next check comes after the last one.")})

    @property
    def is_stale(self) -> bool:
        """Whether somebody should have looked at it again by now."""
        return self.next_check_on is not None and self.next_check_on < timezone.localdate()
