"""The editor of a text whose gaps are filled from one list of words."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from assessments.interactions.base import Json
from assessments.interactions.editing import entry_texts, passage_block, scoring_block
from assessments.interactions.passages import MOST_GAPS


class GapWordBlock(blocks.StructBlock):
    """One word and the gap it belongs to."""

    text = blocks.CharBlock(label=_("Word"), max_length=250, help_text=_("A word or two: they stand inside the text."))
    gap = blocks.IntegerBlock(
        label=_("Gap"), min_value=0, max_value=MOST_GAPS, default=0,
        help_text=_("Number of the gap where it is right; 0 for a word that fits nowhere."),
    )  # fmt: skip
    feedback = blocks.TextBlock(
        label=_("Feedback"), help_text=_("Shown after sending to whoever uses this word."), required=False
    )
    misconception = blocks.CharBlock(
        label=_("Misconception"), required=False, max_length=200,
        help_text=_("What a student who puts it into a wrong gap believes; only teachers see it."),
    )  # fmt: skip


class InteractionBlock(blocks.StructBlock):
    """A text with gaps and one list of words for all of them."""

    prompt = blocks.TextBlock(label=_("Question"), help_text=_("Say what to do: “Put each word in its place.”"))
    passage = passage_block()
    scoring = scoring_block()
    choices = blocks.ListBlock(
        GapWordBlock(), label=_("Words"), min_num=2, max_num=20,
        help_text=_("Students see them mixed and use each once. One or two that fit nowhere make guessing harder."),
    )  # fmt: skip
    feedback = blocks.TextBlock(label=_("Feedback for everybody"), required=False)

    class Meta:
        icon = "form"
        label = _("Words into gaps")


def freeze(value: blocks.StructValue) -> Json:
    """Return the kind's own part of the frozen structure: words by block id, and the gap of each that has one."""
    entries = [(str(entry.id), entry.value) for entry in value["choices"].bound_blocks]
    return {
        "choices": [choice for choice, _fields in entries],
        "key": {choice: str(fields["gap"]) for choice, fields in entries if fields["gap"]},
        "partial": value["scoring"] == "partial",
    }


def freeze_texts(value: blocks.StructValue) -> Json:
    """Return the texts of one language, words by block id."""
    return {
        "prompt": value["prompt"],
        "passage": value["passage"],
        "feedback": value["feedback"],
        "choices": entry_texts(value["choices"], "text", "feedback", "misconception"),
    }
