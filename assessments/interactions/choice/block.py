"""The editor of a choice question: one right choice or several."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from assessments.interactions.base import Json


class ChoiceEntryBlock(blocks.StructBlock):
    """One choice, why somebody might take it, and what to say then."""

    text = blocks.CharBlock(label=_("Choice"), max_length=250)
    correct = blocks.BooleanBlock(label=_("Right"), required=False)
    feedback = blocks.TextBlock(label=_("Feedback to whoever takes it"), required=False)
    misconception = blocks.CharBlock(
        label=_("Misconception"), help_text=_("What a student who takes it believes; only teachers see it."),
        required=False, max_length=200,
    )  # fmt: skip


class InteractionBlock(blocks.StructBlock):
    """Single or multiple choice."""

    prompt = blocks.TextBlock(label=_("Question"))
    cardinality = blocks.ChoiceBlock(
        choices=[("single", _("one right choice")), ("multiple", _("several right choices"))],
        default="single",
        label=_("How many are right"),
    )
    scoring = blocks.ChoiceBlock(
        choices=[("all", _("all or nothing")), ("partial", _("points for a part"))],
        default="all",
        label=_("When several are right"),
    )
    choices = blocks.ListBlock(ChoiceEntryBlock(), label=_("Choices"), min_num=2, max_num=8)
    shuffle = blocks.BooleanBlock(label=_("Mix the order for each student"), required=False, default=True)
    feedback = blocks.TextBlock(label=_("Feedback for everybody"), required=False)

    class Meta:
        icon = "list-ul"
        label = _("Choice")


def freeze(value: blocks.StructValue) -> Json:
    """Return the kind's own part of the frozen structure: choices by block id, and the key."""
    entries = [(str(entry.id), entry.value) for entry in value["choices"].bound_blocks]
    return {
        "cardinality": value["cardinality"],
        "choices": [choice for choice, _value in entries],
        "key": [choice for choice, fields in entries if fields["correct"]],
        "shuffle": bool(value["shuffle"]),
        "partial": value["scoring"] == "partial" and value["cardinality"] == "multiple",
    }


def freeze_texts(value: blocks.StructValue) -> Json:
    """Return the texts of one language, choices by block id."""
    return {
        "prompt": value["prompt"],
        "feedback": value["feedback"],
        "choices": {
            str(entry.id): {name: entry.value[name] for name in ("text", "feedback", "misconception")}
            for entry in value["choices"].bound_blocks
        },
    }
