"""The editor of a text with a list of choices in each gap."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from assessments.interactions.base import Json
from assessments.interactions.editing import entry_texts, passage_block, scoring_block
from assessments.interactions.passages import MOST_GAPS


class InlineChoiceEntryBlock(blocks.StructBlock):
    """One choice of one gap."""

    gap = blocks.IntegerBlock(
        label=_("Gap"), min_value=1, max_value=MOST_GAPS, default=1, help_text=_("Number of the gap that offers it.")
    )
    text = blocks.CharBlock(
        label=_("Choice"), max_length=250, help_text=_("A word or two: they stand inside the text.")
    )
    correct = blocks.BooleanBlock(label=_("Right"), required=False)
    feedback = blocks.TextBlock(label=_("Feedback to whoever takes it"), required=False)
    misconception = blocks.CharBlock(
        label=_("Misconception"), help_text=_("What a student who takes it believes; only teachers see it."),
        required=False, max_length=200,
    )  # fmt: skip


class InteractionBlock(blocks.StructBlock):
    """A text with gaps that each offer some choices."""

    prompt = blocks.TextBlock(label=_("Question"), help_text=_("Say what to do: “Complete the rules of a contract.”"))
    passage = passage_block()
    scoring = scoring_block()
    choices = blocks.ListBlock(
        InlineChoiceEntryBlock(), label=_("Choices"), min_num=2, max_num=60,
        help_text=_("At least two for every gap, exactly one of them right. Students see those of a gap mixed."),
    )  # fmt: skip
    feedback = blocks.TextBlock(label=_("Feedback for everybody"), required=False)

    class Meta:
        icon = "list-ul"
        label = _("Choices inside a text")


def freeze(value: blocks.StructValue) -> Json:
    """Return the kind's own part of the frozen structure: choices by gap and block id, and the right ones."""
    entries = [(str(entry.id), entry.value) for entry in value["choices"].bound_blocks]
    gaps: dict[str, list[str]] = {}
    for choice, fields in entries:
        gaps.setdefault(str(fields["gap"]), []).append(choice)
    return {
        "gaps": gaps,
        "key": [choice for choice, fields in entries if fields["correct"]],
        "partial": value["scoring"] == "partial",
    }


def freeze_texts(value: blocks.StructValue) -> Json:
    """Return the texts of one language, choices by block id."""
    return {
        "prompt": value["prompt"],
        "passage": value["passage"],
        "feedback": value["feedback"],
        "choices": entry_texts(value["choices"], "text", "feedback", "misconception"),
    }
