"""The editor of a matching question."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from assessments.interactions.base import Json
from assessments.interactions.editing import entry_texts, scoring_block

MOST_TARGETS = 10


class MatchEntryBlock(blocks.StructBlock):
    """One left side and its partner."""

    text = blocks.CharBlock(label=_("Left side"), max_length=250)
    target = blocks.IntegerBlock(
        label=_("Number of its partner"), min_value=1, max_value=MOST_TARGETS,
        help_text=_("Where its partner stands in the list of right sides below: 1 is the first there."),
    )  # fmt: skip
    feedback = blocks.TextBlock(
        label=_("Feedback"), help_text=_("Shown after sending beside this pair, whether it was right or not."),
        required=False,
    )  # fmt: skip
    misconception = blocks.CharBlock(
        label=_("Misconception"), required=False, max_length=200,
        help_text=_("What a student who gives it another partner believes; only teachers see it."),
    )  # fmt: skip


class MatchTargetBlock(blocks.StructBlock):
    """One right side."""

    text = blocks.CharBlock(
        label=_("Right side"), max_length=250, help_text=_("A few words: on a phone they stand in a short list.")
    )


class InteractionBlock(blocks.StructBlock):
    """Left sides that each get a right side."""

    prompt = blocks.TextBlock(
        label=_("Question"), help_text=_("Say what belongs to what: “Match each word with its meaning.”")
    )
    scoring = scoring_block()
    choices = blocks.ListBlock(MatchEntryBlock(), label=_("Left sides"), min_num=2, max_num=8)
    targets = blocks.ListBlock(
        MatchTargetBlock(), label=_("Right sides"), min_num=2, max_num=MOST_TARGETS,
        help_text=_(
            "Students see them mixed. One or two more than there are left sides keep the last pair from being a gift; "
            "one right side may also belong to several left sides."
        ),
    )  # fmt: skip
    feedback = blocks.TextBlock(label=_("Feedback for everybody"), required=False)

    class Meta:
        icon = "link"
        label = _("Match")


def freeze(value: blocks.StructValue) -> Json:
    """Return the kind's own part of the frozen structure: both sides by block id, numbers turned into identifiers."""
    targets = [str(entry.id) for entry in value["targets"].bound_blocks]
    by_number = dict(enumerate(targets, 1))
    entries = [(str(entry.id), entry.value) for entry in value["choices"].bound_blocks]
    return {
        "choices": [choice for choice, _value in entries],
        "targets": targets,
        "key": {choice: by_number.get(fields["target"], "") for choice, fields in entries},
        "partial": value["scoring"] == "partial",
    }


def freeze_texts(value: blocks.StructValue) -> Json:
    """Return the texts of one language, both sides by block id."""
    left = entry_texts(value["choices"], "text", "feedback", "misconception")
    right = entry_texts(value["targets"], "text")
    return {"prompt": value["prompt"], "feedback": value["feedback"], "choices": left | right}
