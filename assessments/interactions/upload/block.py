"""The editor of a task whose answer is a photo or a document."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from assessments.interactions.base import Json
from assessments.interactions.editing import rubric_block
from assessments.interactions.upload.logic import MOST_FILES


class InteractionBlock(blocks.StructBlock):
    """A task that is answered with files."""

    prompt = blocks.TextBlock(
        label=_("Task"), max_length=1000,
        help_text=_("For vocational and professional courses only. Ask for the work alone: no faces, no names."),
    )  # fmt: skip
    files = blocks.IntegerBlock(
        label=_("How many files at most"), min_value=1, max_value=MOST_FILES, default=1,
        help_text=_("Photos, PDF or plain text. Everything else a camera writes into a photo is taken out."),
    )  # fmt: skip
    rubric = rubric_block()
    feedback = blocks.TextBlock(label=_("Feedback for everybody"), required=False)

    class Meta:
        icon = "upload"
        label = _("Photo or document (a teacher marks it)")


def freeze(value: blocks.StructValue) -> Json:
    """Return the kind's own part of the frozen structure; the criteria come from the rubric."""
    return {"files": value["files"] or 1}


def freeze_texts(value: blocks.StructValue) -> Json:
    """Return the texts of one language; those of the criteria come from the rubric."""
    return {"prompt": value["prompt"], "feedback": value["feedback"]}
