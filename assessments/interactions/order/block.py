"""The editor of an ordering question."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from assessments.interactions.base import Json


class OrderEntryBlock(blocks.StructBlock):
    """One entry; its place in the list is its right place."""

    text = blocks.CharBlock(label=_("Entry"), max_length=250)


class InteractionBlock(blocks.StructBlock):
    """Entries to be put in order."""

    prompt = blocks.TextBlock(label=_("Question"))
    choices = blocks.ListBlock(OrderEntryBlock(), label=_("Entries in the right order"), min_num=2, max_num=8)
    misconception = blocks.CharBlock(label=_("Misconception behind a wrong order"), required=False, max_length=200)
    feedback = blocks.TextBlock(label=_("Feedback for everybody"), required=False)

    class Meta:
        icon = "list-ol"
        label = _("Order")


def freeze(value: blocks.StructValue) -> Json:
    """Return the kind's own part of the frozen structure; the authored order is the key."""
    choices = [str(entry.id) for entry in value["choices"].bound_blocks]
    return {"choices": choices, "key": choices}


def freeze_texts(value: blocks.StructValue) -> Json:
    """Return the texts of one language, entries by block id."""
    return {
        "prompt": value["prompt"],
        "feedback": value["feedback"],
        "misconception": value["misconception"],
        "choices": {str(entry.id): {"text": entry.value["text"]} for entry in value["choices"].bound_blocks},
    }
