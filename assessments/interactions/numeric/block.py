"""The editor of a numeric question."""

from decimal import Decimal

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from assessments.interactions.base import Json
from assessments.interactions.numeric.numbers import canonical

DIGITS = {"max_digits": 18, "decimal_places": 6}


class MistakeBlock(blocks.StructBlock):
    """Numbers that come of a known mistake."""

    low = blocks.DecimalBlock(label=_("From"), **DIGITS)
    high = blocks.DecimalBlock(
        label=_("To"), help_text=_("The same number again for exactly one number."), **DIGITS
    )  # fmt: skip
    feedback = blocks.TextBlock(label=_("Feedback to whoever writes it"), required=False)
    misconception = blocks.CharBlock(
        label=_("Misconception"), help_text=_("What a student who writes it believes; only teachers see it."),
        required=False, max_length=200,
    )  # fmt: skip


class InteractionBlock(blocks.StructBlock):
    """A number to be written."""

    prompt = blocks.TextBlock(label=_("Question"))
    passage = blocks.CharBlock(
        label=_("Unit"), required=False, max_length=30,
        help_text=_("Stands after the box, such as %, km or hours. Leave it empty when there is none."),
    )  # fmt: skip
    low = blocks.DecimalBlock(label=_("Right from"), **DIGITS)
    high = blocks.DecimalBlock(
        label=_("Right to"), **DIGITS,
        help_text=_("The same number again when only one is right; a wider range where estimating is enough. "
                    "Students may write a comma or a point."),
    )  # fmt: skip
    choices = blocks.ListBlock(
        MistakeBlock(), label=_("Known mistakes"), min_num=0, max_num=8, default=[],
        help_text=_("Numbers that show what went wrong, each with a comment. You need none."),
    )  # fmt: skip
    misconception = blocks.CharBlock(
        label=_("Misconception behind any other number"), required=False, max_length=200,
        help_text=_("What a student who gets it wrong probably believes; only teachers see it."),
    )  # fmt: skip
    feedback = blocks.TextBlock(label=_("Feedback for everybody"), required=False)

    class Meta:
        icon = "decimal"
        label = _("Number")


def freeze(value: blocks.StructValue) -> Json:
    """Return the kind's own part of the frozen structure: limits in one spelling, mistakes by block id."""
    return _limits(value["low"], value["high"]) | {
        "choices": [
            {"id": str(entry.id), **_limits(entry.value["low"], entry.value["high"])}
            for entry in value["choices"].bound_blocks
        ],
    }


def _limits(low: Decimal, high: Decimal) -> Json:
    return {"low": canonical(low), "high": canonical(high)}


def freeze_texts(value: blocks.StructValue) -> Json:
    """Return the texts of one language, mistakes by block id."""
    return {
        "prompt": value["prompt"],
        "passage": value["passage"] or "",
        "misconception": value["misconception"],
        "feedback": value["feedback"],
        "choices": {
            str(entry.id): {name: entry.value[name] for name in ("feedback", "misconception")}
            for entry in value["choices"].bound_blocks
        },
    }
