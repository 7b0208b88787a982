"""Keeping the secrets of login cards out of every log: ``/c/482615.secret`` is written ``/c/482615``."""

import logging
import re

# Slashes may be encoded, as in ?next=%2Fc%2F482615.secret; whatever follows the card's number goes. Classes of
# teachers stand under /t/c/.
CARD_ADDRESS = re.compile(r"(?<!/t)((?:/|%2f)c(?:/|%2f))(?!pin/)(\d{0,6})[^\s/?&\"']*", re.IGNORECASE)


def without_card_secret(text: str) -> str:
    """Return the text with the secret part of every card address removed."""
    return CARD_ADDRESS.sub(r"\1\2", text)


class CardSafeFormatter(logging.Formatter):
    """Writes clean lines, tracebacks included; Django logs refused requests with their address."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line without secrets."""
        return without_card_secret(super().format(record))
