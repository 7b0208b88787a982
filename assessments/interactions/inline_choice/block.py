"""The editor of a text with a list of choices in each gap."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from assessments.interactions.base import Json
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
    passage = blocks.TextBlock(
        label=_("Text with gaps"), max_length=2000,
        help_text=_(
            "Write [1], [2] and so on where the gaps are. A translation keeps the numbers and may move the gaps. "
            "A number in brackets that is no gap is written [[1]]."
        ),
    )  # fmt: skip
    scoring = blocks.ChoiceBlock(
        choices=[("all", _("all or nothing")), ("partial", _("points for a part"))], default="all", label=_("Points")
    )
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
        "choices": {
            str(entry.id): {name: entry.value[name] for name in ("text", "feedback", "misconception")}
            for entry in value["choices"].bound_blocks
        },
    }
