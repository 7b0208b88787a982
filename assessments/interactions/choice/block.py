"""The editor of a choice question: one right choice or several."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks


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
        choices=[("single", _("one right choice")), ("multiple", _("several right choices, all or nothing"))],
        default="single",
        label=_("How many are right"),
    )
    choices = blocks.ListBlock(ChoiceEntryBlock(), label=_("Choices"), min_num=2, max_num=8)
    shuffle = blocks.BooleanBlock(label=_("Mix the order for each student"), required=False, default=True)
    feedback = blocks.TextBlock(label=_("Feedback for everybody"), required=False)

    class Meta:
        icon = "list-ul"
        label = _("Choice")
