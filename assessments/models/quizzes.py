"""The table of quizzes as authors edit them."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import PreviewableMixin, TranslatableMixin
from wagtail_localize.fields import SynchronizedField

from assessments.blocks import BLUEPRINT_BLOCKS, QUESTION_LIST_BLOCKS
from assessments.enums import CountedTry, FeedbackPolicy

CLASS_RULES = ("tries", "counted_try", "feedback", "is_shuffled", "advised_minutes", "limit_minutes")


class Quiz(PreviewableMixin, TranslatableMixin, models.Model):
    """A list of questions; learners never see this row, only the versions published from it."""

    title = models.CharField(_("title"), max_length=120)
    questions = StreamField(QUESTION_LIST_BLOCKS, verbose_name=_("questions"))
    pass_percent = models.PositiveSmallIntegerField(_("share of points to pass, in per cent"), default=60)
    tries = models.PositiveSmallIntegerField(_("tries"), default=2)
    counted_try = models.CharField(
        _("which try counts"), max_length=10, choices=CountedTry, default=CountedTry.BEST, db_default=CountedTry.BEST
    )
    feedback = models.CharField(
        _("what was right is shown"),
        max_length=20,
        choices=FeedbackPolicy,
        default=FeedbackPolicy.AFTER_SENDING,
        db_default=FeedbackPolicy.AFTER_SENDING,
    )
    is_shuffled = models.BooleanField(
        _("each student gets the questions in another order"), default=False, db_default=False
    )
    advised_minutes = models.PositiveSmallIntegerField(
        _("time advice, in minutes"), null=True, blank=True, help_text=_("Told to students as advice; nothing closes.")
    )
    limit_minutes = models.PositiveSmallIntegerField(
        _("time limit, in minutes"),
        null=True,
        blank=True,
        help_text=_("For training groups of professionals only; in a school class it has no effect."),
    )
    has_two_forms = models.BooleanField(
        _("two forms, A and B"),
        default=False,
        db_default=False,
        help_text=_("Neighbours get different forms, and so does a second try."),
    )
    blueprint = StreamField(
        BLUEPRINT_BLOCKS,
        verbose_name=_("blueprint"),
        blank=True,
        default="[]",
        db_default=[],
        help_text=_("How many questions of each competency and difficulty a student is to be asked."),
    )

    override_translatable_fields: ClassVar[list[Any]] = [
        SynchronizedField(name, overridable=False) for name in ("blueprint", "counted_try", "feedback")
    ]
    panels: ClassVar[list[Any]] = [
        FieldPanel("title"),
        FieldPanel("questions"),
        FieldPanel("has_two_forms"),
        FieldPanel("blueprint"),
        FieldPanel("pass_percent"),
        MultiFieldPanel(
            [FieldPanel(name) for name in CLASS_RULES], heading=_("What a class gets unless its teacher says otherwise")
        ),
    ]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("quiz")
        verbose_name_plural = _("quizzes")
        constraints = [
            models.CheckConstraint(name="quiz_pass_percent_is_percent", condition=Q(pass_percent__lte=100)),
            models.CheckConstraint(name="quiz_has_a_try", condition=Q(tries__gte=1)),
        ]

    def __str__(self) -> str:
        return self.title
