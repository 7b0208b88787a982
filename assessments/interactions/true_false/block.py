"""The editor of a true or false question."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from assessments.interactions.base import Json


class InteractionBlock(blocks.StructBlock):
    """A statement that is true or false."""

    prompt = blocks.TextBlock(label=_("Statement"))
    answer = blocks.ChoiceBlock(choices=[("true", _("True")), ("false", _("False"))], label=_("The statement is"))
    feedback_right = blocks.TextBlock(label=_("Feedback to a right answer"), required=False)
    feedback_wrong = blocks.TextBlock(label=_("Feedback to a wrong answer"), required=False)
    misconception = blocks.CharBlock(label=_("Misconception behind the wrong answer"), required=False, max_length=200)
    feedback = blocks.TextBlock(label=_("Feedback for everybody"), required=False)

    class Meta:
        icon = "tick-inverse"
        label = _("True or false")


def freeze(value: blocks.StructValue) -> Json:
    """Return the kind's own part of the frozen structure."""
    return {"key": value["answer"] == "true"}


def freeze_texts(value: blocks.StructValue) -> Json:
    """Return the texts of one language."""
    return {name: value[name] for name in ("prompt", "feedback", "feedback_right", "feedback_wrong", "misconception")}
