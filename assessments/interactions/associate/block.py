"""The editor of a question about pairs."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from assessments.interactions.base import Json
from assessments.interactions.editing import WordBlock, entry_texts, scoring_block


class AssociateEntryBlock(blocks.StructBlock):
    """One line and the pair it belongs to."""

    text = blocks.CharBlock(label=_("Line"), max_length=250)
    partner = WordBlock(
        label=_("Pair"), max_length=40, required=False,
        help_text=_(
            "A number or a word that only authors see, the same for both lines of a pair. "
            "Leave it empty for a line without a partner."
        ),
    )  # fmt: skip


class InteractionBlock(blocks.StructBlock):
    """Lines that belong together in twos."""

    prompt = blocks.TextBlock(label=_("Question"), help_text=_("Say what makes a pair: “Join what means the same.”"))
    scoring = scoring_block(_("Where a part gives points, a wrong pair takes off what a right one gives."))
    choices = blocks.ListBlock(
        AssociateEntryBlock(), label=_("Lines"), min_num=3, max_num=12,
        help_text=_("Students see them mixed. A line without a partner keeps the last pair from being a gift."),
    )  # fmt: skip
    feedback = blocks.TextBlock(label=_("Feedback for everybody"), required=False)

    class Meta:
        icon = "group"
        label = _("Pairs")


def freeze(value: blocks.StructValue) -> Json:
    """Return the kind's own part of the frozen structure: lines by block id, and those that share a name as pairs."""
    entries = [(str(entry.id), (entry.value["partner"] or "").strip()) for entry in value["choices"].bound_blocks]
    pairs: dict[str, list[str]] = {}
    for choice, name in entries:
        if name:
            pairs.setdefault(name, []).append(choice)
    return {
        "choices": [choice for choice, _name in entries],
        "key": list(pairs.values()),
        "partial": value["scoring"] == "partial",
    }


def freeze_texts(value: blocks.StructValue) -> Json:
    """Return the texts of one language, lines by block id."""
    return {
        "prompt": value["prompt"],
        "feedback": value["feedback"],
        "choices": entry_texts(value["choices"], "text"),
    }
