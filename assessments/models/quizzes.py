"""The table of quizzes as authors edit them."""

from typing import Any, ClassVar

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.fields import StreamField
from wagtail.models import PreviewableMixin, TranslatableMixin

from assessments.blocks import QUESTION_LIST_BLOCKS


class Quiz(PreviewableMixin, TranslatableMixin, models.Model):
    """A list of questions; learners never see this row, only the versions published from it."""

    title = models.CharField(_("title"), max_length=120)
    questions = StreamField(QUESTION_LIST_BLOCKS, verbose_name=_("questions"))
    pass_percent = models.PositiveSmallIntegerField(_("share of points to pass, in per cent"), default=60)
    tries = models.PositiveSmallIntegerField(_("tries"), default=2)

    override_translatable_fields: ClassVar[list[Any]] = []
    panels: ClassVar[list[Any]] = [FieldPanel(name) for name in ("title", "questions", "pass_percent", "tries")]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("quiz")
        verbose_name_plural = _("quizzes")
        constraints = [
            models.CheckConstraint(name="quiz_pass_percent_is_percent", condition=Q(pass_percent__lte=100)),
            models.CheckConstraint(name="quiz_has_a_try", condition=Q(tries__gte=1)),
        ]

    def __str__(self) -> str:
        return self.title
