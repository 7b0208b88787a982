"""Parts of the editor that several kinds use."""

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.snippets.blocks import SnippetChooserBlock

from assessments.interactions.base import Json


class WordBlock(blocks.CharBlock):
    """A short text in no language, such as a number or the name of a group: translators never see it."""

    def get_translatable_segments(self, value: Any) -> list[Any]:  # noqa: ARG002  localize passes it
        """Return nothing: a translation keeps what the source says."""
        return []


def scoring_block(help_text: Any = "") -> blocks.ChoiceBlock:
    """Return the question whether a part of the answer gives points."""
    words = [("all", _("all or nothing")), ("partial", _("points for a part"))]
    return blocks.ChoiceBlock(choices=words, default="all", label=_("Points"), help_text=help_text)


def passage_block() -> blocks.TextBlock:
    """Return the text with gaps, and how they are written."""
    return blocks.TextBlock(
        label=_("Text with gaps"), max_length=2000,
        help_text=_(
            "Write [1], [2] and so on where the gaps are. A translation keeps the numbers and may move the gaps. "
            "A number in brackets that is no gap is written [[1]]."
        ),
    )  # fmt: skip


def entry_texts(entries: Any, *names: str) -> Json:
    """Return the texts of a list's entries by block id."""
    return {str(entry.id): {name: entry.value[name] for name in names} for entry in entries.bound_blocks}


def rubric_block() -> SnippetChooserBlock:
    """Return the choice of the criteria by which a person marks the answers."""
    return SnippetChooserBlock(
        "assessments.Rubric", label=_("Rubric"),
        help_text=_("The criteria by which the teacher marks. Students see them before and after."),
    )  # fmt: skip
