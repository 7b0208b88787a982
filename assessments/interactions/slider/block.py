"""The editor of a slider."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from assessments.interactions.base import Json
from assessments.interactions.slider.logic import FURTHEST


class InteractionBlock(blocks.StructBlock):
    """A place between two ends."""

    prompt = blocks.TextBlock(
        label=_("Question"),
        help_text=_("Students answer for themselves: no points, and nothing is recorded. Ask nothing that happened to "
                    "them."),
    )  # fmt: skip
    passage = blocks.CharBlock(
        label=_("What the ends mean"), max_length=120, help_text=_("With “|” between them: “never | always”.")
    )
    low = blocks.IntegerBlock(label=_("Low end"), min_value=-FURTHEST, max_value=FURTHEST, default=0)
    high = blocks.IntegerBlock(label=_("High end"), min_value=-FURTHEST, max_value=FURTHEST, default=10)
    step = blocks.IntegerBlock(
        label=_("Step"), min_value=1, max_value=FURTHEST, default=1,
        help_text=_("Whole steps that lead from one end to the other, 1000 at most."),
    )  # fmt: skip
    feedback = blocks.TextBlock(label=_("Feedback for everybody"), required=False)

    class Meta:
        icon = "sliders"
        label = _("Slider (not recorded)")


def freeze(value: blocks.StructValue) -> Json:
    """Return the kind's own part of the frozen structure."""
    return {name: value[name] for name in ("low", "high", "step")}


def freeze_texts(value: blocks.StructValue) -> Json:
    """Return the texts of one language."""
    return {name: value[name] for name in ("prompt", "passage", "feedback")}
