"""The editor of a hotspot: names and rectangles on the question's picture; the preview beside it draws them."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from assessments.interactions.base import Json
from assessments.interactions.editing import entry_texts, scoring_block
from assessments.interactions.hotspot.regions import SMALLEST, WHOLE


class RegionBlock(blocks.StructBlock):
    """One place, its name for those who do not see it, and what to say to whoever takes it."""

    text = blocks.CharBlock(
        label=_("Name of the place"), max_length=250,
        help_text=_("It stands under the picture too, so it must not say whether it is right."),
    )  # fmt: skip
    x = blocks.IntegerBlock(label=_("From the left, in per cent"), min_value=0, max_value=WHOLE - SMALLEST)
    y = blocks.IntegerBlock(label=_("From the top, in per cent"), min_value=0, max_value=WHOLE - SMALLEST)
    width = blocks.IntegerBlock(label=_("Width in per cent"), min_value=SMALLEST, max_value=WHOLE)
    height = blocks.IntegerBlock(label=_("Height in per cent"), min_value=SMALLEST, max_value=WHOLE)
    correct = blocks.BooleanBlock(label=_("Right"), required=False)
    feedback = blocks.TextBlock(label=_("Feedback to whoever takes it"), required=False)
    misconception = blocks.CharBlock(
        label=_("Misconception"), help_text=_("What a student who takes it believes; only teachers see it."),
        required=False, max_length=200,
    )  # fmt: skip


class InteractionBlock(blocks.StructBlock):
    """One place on a picture, or several."""

    prompt = blocks.TextBlock(
        label=_("Question"), help_text=_("Choose the picture below, under “Picture and sound”; the preview shows it.")
    )
    cardinality = blocks.ChoiceBlock(
        choices=[("single", _("one right place")), ("multiple", _("several right places"))],
        default="single",
        label=_("How many are right"),
    )
    scoring = scoring_block()
    choices = blocks.ListBlock(RegionBlock(), label=_("Places on the picture"), min_num=2, max_num=8)
    feedback = blocks.TextBlock(label=_("Feedback for everybody"), required=False)

    class Meta:
        icon = "crosshairs"
        label = _("Places on a picture")


def freeze(value: blocks.StructValue) -> Json:
    """Return the kind's own part of the frozen structure."""
    entries = [(str(entry.id), entry.value) for entry in value["choices"].bound_blocks]
    sides = ("x", "y", "width", "height")
    return {
        "cardinality": value["cardinality"],
        "regions": [{"id": entry, **{side: fields[side] for side in sides}} for entry, fields in entries],
        "key": [entry for entry, fields in entries if fields["correct"]],
        "partial": value["scoring"] == "partial" and value["cardinality"] == "multiple",
    }


def freeze_texts(value: blocks.StructValue) -> Json:
    """Return the texts of one language, places by block id."""
    return {
        "prompt": value["prompt"],
        "feedback": value["feedback"],
        "choices": entry_texts(value["choices"], "text", "feedback", "misconception"),
    }
