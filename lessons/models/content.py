"""The lesson page: steps for students, and a guide on its own tab that no student's response contains."""

from collections.abc import Iterable
from typing import Any, ClassVar

from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel, ObjectList, TabbedInterface
from wagtail.fields import StreamField
from wagtail.models import Page, Revision
from wagtail.search import index
from wagtail_localize.fields import BaseTranslatableField, SynchronizedField

from assessments.models import Quiz
from cms.enums import ContentLevel
from cms.models import FoundByLemma, LanguageReview, ProtectionReview
from curriculum.models import Competency
from curriculum.queries import is_professional
from lessons.blocks import GUIDE_BLOCKS, MATERIAL_BLOCKS, OBJECTIVE_BLOCKS, STEP_BLOCKS
from lessons.enums import ReviewStatus
from lessons.models.previews import PreviewedOnScreens


class LessonPage(PreviewedOnScreens, FoundByLemma):
    """A lesson of a unit. ``number`` ("2.1") makes the neutral page title; ``title`` names the topic in the heading.

    ``competencies`` and ``quiz`` name rows in the source language; their texts are looked up per language.
    """

    number = models.CharField(_("number"), max_length=10)
    summary = models.TextField(_("summary"), blank=True)
    audience = models.CharField(_("for whom"), max_length=120, blank=True)
    minutes = models.PositiveSmallIntegerField(_("minutes"), default=45)
    content_level = models.PositiveSmallIntegerField(
        _("content level"), choices=ContentLevel, default=ContentLevel.NEUTRAL
    )
    objectives = StreamField(OBJECTIVE_BLOCKS, verbose_name=_("objectives"), blank=True)
    competencies = ParentalManyToManyField(Competency, verbose_name=_("competencies"), blank=True, related_name="+")
    body = StreamField(STEP_BLOCKS, verbose_name=_("steps"), blank=True)
    quiz = models.ForeignKey(
        Quiz, verbose_name=_("quiz"), on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    materials = StreamField(MATERIAL_BLOCKS, verbose_name=_("materials"), blank=True)
    guide = StreamField(GUIDE_BLOCKS, verbose_name=_("teacher guide"), blank=True)
    review_status = models.CharField(_("review"), max_length=20, choices=ReviewStatus, default=ReviewStatus.DRAFT)
    reviewed_by = models.CharField(_("reviewed by"), max_length=120, blank=True)
    reviewed_on = models.DateField(_("reviewed on"), null=True, blank=True)

    search_fields: ClassVar[list[Any]] = [*FoundByLemma.search_fields, index.FilterField("content_level")]
    TEXTS: ClassVar[tuple[str, ...]] = ("objectives", "body", "materials", "guide")
    parent_page_types: ClassVar[list[str]] = ["curriculum.UnitPage"]
    # A copy, such as a new translation, was looked at by nobody yet.
    exclude_fields_in_copy: ClassVar[list[str]] = ["review_status", "reviewed_by", "reviewed_on"]
    template = "lessons/public_lesson.html"

    override_translatable_fields: ClassVar[list[Any]] = [
        SynchronizedField("number", overridable=False),
        SynchronizedField("quiz", overridable=False),
        SynchronizedField("competencies", overridable=False),
        # Each language is reviewed for itself: neither translated nor copied from the source.
        *(BaseTranslatableField(name) for name in ("review_status", "reviewed_by", "reviewed_on")),
    ]
    student_panels: ClassVar[list[Any]] = [
        *Page.content_panels,
        MultiFieldPanel(
            [FieldPanel(name) for name in ("number", "summary", "audience", "minutes", "content_level")],
            heading=_("About the lesson"),
        ),
        FieldPanel("objectives"),
        FieldPanel("competencies"),
        FieldPanel("body"),
        HelpPanel(template="lessons/admin/weight.html", heading=_("Weight")),
        FieldPanel("quiz"),
        HelpPanel(template="lessons/admin/new_questions.html", heading=_("Questions")),
    ]
    guide_panels: ClassVar[list[Any]] = [FieldPanel("materials"), FieldPanel("guide")]
    # Only reviews write these.
    review_panels: ClassVar[list[Any]] = [
        *(FieldPanel(name, read_only=True) for name in ("review_status", "reviewed_by", "reviewed_on")),
        *Page.settings_panels,
    ]
    edit_handler = TabbedInterface(
        [
            ObjectList(student_panels, heading=_("Student")),
            ObjectList(guide_panels, heading=_("Teacher guide")),
            ObjectList(review_panels, heading=_("Review")),
            ObjectList(Page.promote_panels, heading=_("Promote")),
        ]
    )

    class Meta:
        verbose_name = _("lesson")

    @property
    def needs_protection_review(self) -> bool:
        """Whether it mentions harm."""
        return self.content_level >= ContentLevel.MENTION

    def note_release(self, revision: Revision) -> None:
        """Say of the published lesson how far this very version was reviewed, by whom and when."""
        protection, language = ProtectionReview.approval_of(revision), LanguageReview.approval_of(revision)
        approval = protection or language
        self.review_status = ReviewStatus.DRAFT
        if approval is not None:
            self.review_status = ReviewStatus.CHILD_PROTECTION if protection else ReviewStatus.LANGUAGE
        self.reviewed_by = str(approval.finished_by or "") if approval is not None else ""
        self.reviewed_on = timezone.localdate(approval.finished_at) if approval is not None else None

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """Add whether the steps are shown: levels 0 and 1 are public, 2 is read in class.

        Whoever reaches a lesson for professionals is one, and reads all of it.
        """
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        context["is_professional"] = is_professional(self)
        context["is_shown"] = context["is_professional"] or self.content_level < ContentLevel.STORY
        return context

    def searched_texts(self) -> Iterable[str]:
        """Yield title and summary, and what the steps say where strangers may read them; never the guide."""
        yield from (*super().searched_texts(), self.summary)
        if self.content_level < ContentLevel.STORY:
            yield from self.body.stream_block.get_searchable_content(self.body)

    @property
    def neutral_title(self) -> str:
        """Return what a browser tab or history shows."""
        return str(_("Lesson %(number)s") % {"number": self.number})
