"""The editor of a text that a person marks."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from assessments.interactions.base import Json
from assessments.interactions.editing import rubric_block
from assessments.interactions.extended_text.logic import MOST_WORDS


class InteractionBlock(blocks.StructBlock):
    """A task that is answered with a text."""

    prompt = blocks.TextBlock(
        label=_("Task"), max_length=1000,
        help_text=_("For vocational and professional courses only. Ask about work, never about somebody's own life."),
    )  # fmt: skip
    words = blocks.IntegerBlock(
        label=_("About how many words"), min_value=0, max_value=MOST_WORDS, default=0,
        help_text=_("0 says nothing about it. It is a guide; nobody loses a point for more."),
    )  # fmt: skip
    rubric = rubric_block()
    feedback = blocks.TextBlock(label=_("Feedback for everybody"), required=False)

    class Meta:
        icon = "edit"
        label = _("Text (a teacher marks it)")


def freeze(value: blocks.StructValue) -> Json:
    """Return the kind's own part of the frozen structure; the criteria come from the rubric."""
    return {"words": value["words"] or 0}


def freeze_texts(value: blocks.StructValue) -> Json:
    """Return the texts of one language; those of the criteria come from the rubric."""
    return {"prompt": value["prompt"], "feedback": value["feedback"]}
