"""Texts that a row holds in every language of its pack."""

from collections.abc import Mapping

from django.utils.translation import get_language

type Words = Mapping[str, str]


def said(words: Words, language: str | None = None) -> str:
    """Return the text in a language (the reader's own unless given), else in the language it was written in first."""
    wanted = language or get_language() or ""
    return words.get(wanted) or next(iter(words.values()), "")
