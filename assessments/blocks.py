"""What an author edits: one block per interaction kind, and the list of questions of a quiz."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from assessments import interactions

INTERACTION_BLOCKS = [(kind, interactions.block(kind).InteractionBlock()) for kind in interactions.KINDS]

QUESTION_LIST_BLOCKS = [("question", SnippetChooserBlock("assessments.Item", label=_("Question")))]


class SelfCheckBlock(blocks.StructBlock):
    """A question inside a lesson: graded on the spot, recorded nowhere."""

    item = SnippetChooserBlock("assessments.Item", label=_("Question"))

    class Meta:
        icon = "help"
        label = _("Question to try")
        template = "assessments/blocks/self_check.html"
