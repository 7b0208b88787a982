"""The country box: dated facts shown with source and date."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

from curriculum.enums import LESSON_TOPICS


class FactsBlock(blocks.StructBlock):
    """Facts on chosen topics for the installation's country."""

    topics = blocks.MultipleChoiceBlock(
        choices=[(topic.value, topic.label) for topic in LESSON_TOPICS], label=_("Topics")
    )

    class Meta:
        icon = "date"
        label = _("Country facts")
        template = "curriculum/blocks/facts.html"
