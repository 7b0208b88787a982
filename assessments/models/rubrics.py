"""Rubrics as authors edit them: what a person looks at in an answer, and what earns how many points."""

from typing import Any, ClassVar

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.admin.panels import FieldPanel
from wagtail.models import TranslatableMixin
from wagtail_localize.fields import SynchronizedField

from assessments.interactions.rubric import MOST_CRITERIA, MOST_POINTS
from assessments.models.engine import InteractionField


class CriterionBlock(blocks.StructBlock):
    """One criterion with its four levels; its block id is what marks refer to."""

    text = blocks.CharBlock(label=_("Criterion"), max_length=200)
    least = blocks.IntegerBlock(
        label=_("★ Needs at least"), min_value=0, max_value=MOST_POINTS, default=0,
        help_text=_("0 for most criteria. 2 for what has to be safe: with fewer points the work does not pass."),
    )  # fmt: skip
    level_0 = blocks.CharBlock(label=_("0 points"), max_length=250, default=_("not shown, or not safe"))
    level_1 = blocks.CharBlock(label=_("1 point"), max_length=250, default=_("with help"))
    level_2 = blocks.CharBlock(label=_("2 points"), max_length=250, default=_("alone, meets the standard"))
    level_3 = blocks.CharBlock(
        label=_("3 points"), max_length=250, default=_("alone, checks the own work and can explain it")
    )  # fmt: skip

    class Meta:
        icon = "tick-inverse"
        label = _("Criterion")


def one_criterion() -> list[tuple[str, Any]]:
    """Return what a new rubric opens with: something to fill in, not a reproach."""
    return [("criterion", CriterionBlock().get_default())]


class Rubric(TranslatableMixin, models.Model):
    """Criteria in their order, one row per language; structure is read from the row in the source language.

    A quiz freezes its rubrics when it is published, so that changing one here changes no mark. ``name`` is for lists.
    """

    name = models.CharField(_("name"), max_length=120)
    criteria = InteractionField(
        [("criterion", CriterionBlock())], verbose_name=_("criteria"), min_num=1, max_num=MOST_CRITERIA,
        default=one_criterion,
    )  # fmt: skip

    override_translatable_fields: ClassVar[list[Any]] = [SynchronizedField("name", overridable=False)]
    panels: ClassVar[list[Any]] = [FieldPanel("name"), FieldPanel("criteria")]

    class Meta(TranslatableMixin.Meta):
        verbose_name = _("rubric")
        verbose_name_plural = _("rubrics")

    def __str__(self) -> str:
        return self.name
