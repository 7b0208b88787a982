"""The sentences that protect a reader, and whether a language has them."""

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext, gettext_noop

# Word for word as the pages say them; a language that lacks one would show it in English.
SAFETY_WORDS = (
    gettext_noop(
        "This lesson is about people being tricked or used. You may pause or skip any part; your mark will not suffer."
    ),
    gettext_noop("Quick exit closes this page but does not clear your browser history."),
    gettext_noop("If you want to talk to somebody:"),
    gettext_noop("Leave this page"),
    gettext_noop("Skip this part"),
    gettext_noop("Help"),
)


def untranslated(language: str) -> list[str]:
    """Return the safety sentences that a language lacks."""
    if language == settings.LANGUAGE_CODE:
        return []
    with translation.override(language):
        return [words for words in SAFETY_WORDS if gettext(words) == words]
