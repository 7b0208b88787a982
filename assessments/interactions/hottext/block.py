"""The editor of a text in which words are to be marked."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from assessments.interactions.base import Json
from assessments.interactions.editing import entry_texts, scoring_block
from assessments.interactions.passages import MOST_GAPS


class HottextEntryBlock(blocks.StructBlock):
    """One word that may be marked."""

    gap = blocks.IntegerBlock(
        label=_("Number"), min_value=1, max_value=MOST_GAPS, help_text=_("Where it stands in the text.")
    )
    text = blocks.CharBlock(label=_("Word"), max_length=250, help_text=_("A word or a few."))
    correct = blocks.BooleanBlock(label=_("Right"), required=False)
    feedback = blocks.TextBlock(label=_("Feedback to whoever takes it"), required=False)
    misconception = blocks.CharBlock(
        label=_("Misconception"), help_text=_("What a student who takes it believes; only teachers see it."),
        required=False, max_length=200,
    )  # fmt: skip


class InteractionBlock(blocks.StructBlock):
    """A text and the words in it that may be marked."""

    prompt = blocks.TextBlock(label=_("Question"), help_text=_("Say what to mark: “Mark what should make you ask.”"))
    passage = blocks.TextBlock(
        label=_("Text"), max_length=2000,
        help_text=_(
            "Write [1], [2] and so on where the words stand that may be marked. A translation keeps the numbers and "
            "may move them. A number in brackets that is no such place is written [[1]]."
        ),
    )  # fmt: skip
    scoring = scoring_block()
    choices = blocks.ListBlock(
        HottextEntryBlock(), label=_("Words"), min_num=2, max_num=MOST_GAPS,
        help_text=_("One for each number: those to mark, and some that are not."),
    )  # fmt: skip
    feedback = blocks.TextBlock(label=_("Feedback for everybody"), required=False)

    class Meta:
        icon = "edit"
        label = _("Words to mark in a text")


def freeze(value: blocks.StructValue) -> Json:
    """Return the kind's own part of the frozen structure: words by block id, in the order of their numbers."""
    entries = [(str(entry.id), entry.value) for entry in value["choices"].bound_blocks]
    return {
        "choices": [choice for choice, fields in sorted(entries, key=lambda entry: entry[1]["gap"] or 0)],
        "key": [choice for choice, fields in entries if fields["correct"]],
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
