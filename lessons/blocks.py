"""The blocks of a lesson: steps for students, phases and notes for teachers."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from assessments.blocks import SelfCheckBlock
from cms.blocks import BODY_BLOCKS, RICH_TEXT_FEATURES
from curriculum.blocks import FactsBlock
from lessons.enums import PhaseCode, StepPart


class StepBlock(blocks.StructBlock):
    """One idea on one page, at most 120 words."""

    heading = blocks.CharBlock(label=_("Heading"), max_length=120)
    part = blocks.ChoiceBlock(choices=StepPart.choices, required=False, label=_("Part of a prevention lesson"))
    content = blocks.StreamBlock(
        [*BODY_BLOCKS, ("question", SelfCheckBlock()), ("facts", FactsBlock())], label=_("Content")
    )

    class Meta:
        icon = "doc-full"
        label = _("Step")


class PhaseBlock(blocks.StructBlock):
    """A stretch of the lesson's minutes and what the teacher does in it."""

    code = blocks.ChoiceBlock(choices=PhaseCode.choices, label=_("Kind of phase"))
    minutes = blocks.IntegerBlock(label=_("Minutes"), min_value=1, max_value=90)
    title = blocks.CharBlock(label=_("Heading"), max_length=120)
    text = blocks.RichTextBlock(label=_("What to do and say"), features=RICH_TEXT_FEATURES)

    class Meta:
        icon = "time"
        label = _("Phase")


class LiveQuestionBlock(blocks.StructBlock):
    """A question asked in class, in the phase that it follows; opinions and sensitive ones are counted, not stored."""

    item = SnippetChooserBlock("assessments.Item", label=_("Question"))

    class Meta:
        icon = "help"
        label = _("Question to ask in class")


STEP_BLOCKS = [("step", StepBlock())]
OBJECTIVE_BLOCKS = [("objective", blocks.CharBlock(label=_("Objective"), max_length=250))]
MATERIAL_BLOCKS = [("material", blocks.CharBlock(label=_("Material"), max_length=200))]
GUIDE_BLOCKS = [
    ("safety", blocks.RichTextBlock(label=_("Safety note"), features=RICH_TEXT_FEATURES, icon="warning")),
    ("phase", PhaseBlock()),
    ("question", LiveQuestionBlock()),
    ("boarding", blocks.RichTextBlock(label=_("Boarding institutions"), features=RICH_TEXT_FEATURES, icon="home")),
    ("background", blocks.RichTextBlock(label=_("Background"), features=RICH_TEXT_FEATURES, icon="info-circle")),
]
