"""The editor of a text entry."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from assessments.interactions import passages
from assessments.interactions.base import Json
from assessments.interactions.text_entry.normalising import LONGEST


class KnownAnswerBlock(blocks.StructBlock):
    """An answer that students give, right or wrong."""

    text = blocks.CharBlock(label=_("Answer"), max_length=LONGEST)
    correct = blocks.BooleanBlock(
        label=_("Right"), required=False, default=True,
        help_text=_("Untick it for a frequent mistake that you want to comment on."),
    )  # fmt: skip
    gap = blocks.IntegerBlock(
        label=_("Gap"), min_value=1, max_value=passages.MOST_GAPS, default=1,
        help_text=_("The number of the gap that it belongs to; 1 when there is one box."),
    )  # fmt: skip
    feedback = blocks.TextBlock(label=_("Feedback to whoever writes it"), required=False)
    misconception = blocks.CharBlock(
        label=_("Misconception"), help_text=_("What a student who writes it believes; only teachers see it."),
        required=False, max_length=200,
    )  # fmt: skip


class InteractionBlock(blocks.StructBlock):
    """A word or two to be written."""

    prompt = blocks.TextBlock(label=_("Question"))
    passage = blocks.TextBlock(
        label=_("Text with gaps"), required=False, max_length=2000,
        help_text=_("Write [1], [2] and so on where something is missing. Leave it empty for one box below the "
                    "question. A number in brackets that is no gap is written [[1]]."),
    )  # fmt: skip
    choices = blocks.ListBlock(
        KnownAnswerBlock(), label=_("Answers"), min_num=1, max_num=60,
        help_text=_("All spellings that count as right, and mistakes worth a comment. Spaces, apostrophes and a full "
                    "stop at the end never matter. Each language has its own words here."),
    )  # fmt: skip
    scoring = blocks.ChoiceBlock(
        choices=[("all", _("all or nothing")), ("partial", _("points for a part"))],
        default="all",
        label=_("When there are several gaps"),
    )
    case = blocks.BooleanBlock(
        label=_("Capital letters matter"), required=False, help_text=_("Usually they do not: phones write them alone.")
    )
    fold_letters = blocks.BooleanBlock(
        label=_("ґ and г, ё and е count as the same letter"), required=False, default=True,
        help_text=_("Untick it only where the spelling itself is asked for."),
    )  # fmt: skip
    misconception = blocks.CharBlock(
        label=_("Misconception behind any other answer"), required=False, max_length=200,
        help_text=_("What a student who gets it wrong probably believes; only teachers see it."),
    )  # fmt: skip
    feedback = blocks.TextBlock(label=_("Feedback for everybody"), required=False)

    class Meta:
        icon = "edit"
        label = _("Text entry")


def freeze(value: blocks.StructValue) -> Json:
    """Return the kind's own part of the frozen structure: foreseen answers by block id, without their words."""
    return {
        "gaps": max(1, len(passages.gaps(value["passage"] or ""))),
        "choices": [
            {"id": str(entry.id), "gap": entry.value["gap"], "correct": bool(entry.value["correct"])}
            for entry in value["choices"].bound_blocks
        ],
        "partial": value["scoring"] == "partial",
        "case": bool(value["case"]),
        "fold": bool(value["fold_letters"]),
    }


def freeze_texts(value: blocks.StructValue) -> Json:
    """Return the texts of one language, foreseen answers by block id."""
    return {
        "prompt": value["prompt"],
        "passage": value["passage"] or "",
        "misconception": value["misconception"],
        "feedback": value["feedback"],
        "choices": {
            str(entry.id): {name: entry.value[name] for name in ("text", "feedback", "misconception")}
            for entry in value["choices"].bound_blocks
        },
    }
