"""The editor of a scale in words."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from assessments.interactions.base import Json
from assessments.interactions.likert.logic import FEWEST, MOST


class StepBlock(blocks.StructBlock):
    """One step of the scale."""

    text = blocks.CharBlock(label=_("Step"), max_length=250)


class InteractionBlock(blocks.StructBlock):
    """A statement, and how far one agrees."""

    prompt = blocks.TextBlock(
        label=_("Statement or question"),
        help_text=_("Students answer for themselves: no points, and nothing is recorded. Ask nothing that happened to "
                    "them."),
    )  # fmt: skip
    choices = blocks.ListBlock(
        StepBlock(), label=_("Steps"), min_num=FEWEST, max_num=MOST,
        help_text=_("From one end to the other, such as “not at all” to “fully”."),
    )  # fmt: skip
    feedback = blocks.TextBlock(label=_("Feedback for everybody"), required=False)

    class Meta:
        icon = "bars"
        label = _("Scale in words (not recorded)")


def freeze(value: blocks.StructValue) -> Json:
    """Return the kind's own part of the frozen structure: steps by block id."""
    return {"choices": [str(entry.id) for entry in value["choices"].bound_blocks]}


def freeze_texts(value: blocks.StructValue) -> Json:
    """Return the texts of one language, steps by block id."""
    return {
        "prompt": value["prompt"],
        "feedback": value["feedback"],
        "choices": {str(entry.id): {"text": entry.value["text"]} for entry in value["choices"].bound_blocks},
    }
