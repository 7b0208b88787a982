"""Parts of the editor that several kinds use."""

from typing import Any

from wagtail import blocks


class WordBlock(blocks.CharBlock):
    """A short text in no language, such as a number or the name of a group: translators never see it."""

    def get_translatable_segments(self, value: Any) -> list[Any]:  # noqa: ARG002  localize passes it
        """Return nothing: a translation keeps what the source says."""
        return []
