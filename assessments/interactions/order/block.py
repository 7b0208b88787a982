"""The editor of an ordering question."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


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
