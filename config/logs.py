"""The lines of the log: no address, no name, no number of a person, no secret of a card.

``/c/482615.secret`` is written ``/c/482615``. What Django and gunicorn say about a request they say with its address,
and what an error says it says with the data it stumbled over: a private line has neither.
"""

import json
import logging
import re
import traceback
from types import TracebackType
from typing import Any

from common import request_id

# Slashes may be encoded, as in ?next=%2Fc%2F482615.secret; whatever follows the card's number goes. Classes of
# teachers stand under /t/c/.
CARD_ADDRESS = re.compile(r"(?<!/t)((?:/|%2f)c(?:/|%2f))(?!pin/)(\d{0,6})[^\s/?&\"']*", re.IGNORECASE)
# Who speaks of addresses: theirs are taken out, while our own lines may name a file.
ADDRESS_LOGGERS = ("django", "gunicorn", "asyncio", "wagtail")
ADDRESS = re.compile(r"(?:https?://|(?<![\w/])/)[^\s\"'<>]*")
# What somebody sent, repeated between quotation marks: a host name that is not ours, a parameter.
QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"")
NETWORK_NUMBER = re.compile(
    r"\b\d{1,3}(?:\.\d{1,3}){3}\b|(?<![\w:])(?:[0-9a-f]{0,4}:){2,7}[0-9a-f]{0,4}(?![\w:])", re.IGNORECASE
)

# Signs that JSON leaves as they are and that some readers of lines take for the end of one.
UNICODE_LINE = re.compile("[\x85\u2028\u2029]")

type Failure = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]


def without_card_secret(text: str) -> str:
    """Return the text with the secret part of every card address removed."""
    return CARD_ADDRESS.sub(r"\1\2", text)


class CardSafeFormatter(logging.Formatter):
    """Writes clean lines, tracebacks included; Django logs refused requests with their address."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line without secrets."""
        return without_card_secret(super().format(record))


class PrivateFormatter(CardSafeFormatter):
    """Writes lines that may be kept: an error is its kind and its place in our code."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line; the record itself is left as it is for other handlers."""
        private = logging.makeLogRecord(record.__dict__)
        private.msg, private.args, private.exc_text = self.words(record), None, None
        return super().format(private)

    def words(self, record: logging.LogRecord) -> str:
        """Return the message without addresses of pages and machines."""
        said = record.getMessage()
        if record.name.startswith(ADDRESS_LOGGERS):
            said = NETWORK_NUMBER.sub("-", ADDRESS.sub("-", QUOTED.sub("-", said)))
        return without_card_secret(said)

    def formatException(self, ei: Failure) -> str:  # noqa: N802  logging's own name
        """Return the places and the kind of an error, without its words."""
        kind, _error, trace = ei
        return "".join(traceback.format_tb(trace)) + (kind.__name__ if kind else "")


class JsonFormatter(PrivateFormatter):
    """Writes one JSON object a line, for whatever collects logs."""

    def format(self, record: logging.LogRecord) -> str:
        """Return the line; ``fields`` of a record stand beside the others, in place of its message."""
        line: dict[str, Any] = {
            "at": self.formatTime(record, "%Y-%m-%dT%H:%M:%S%z"),
            "level": record.levelname.lower(),
            "logger": record.name,
        }
        if number := request_id.current():
            line["request"] = number
        fields = getattr(record, "fields", None)
        line |= fields if isinstance(fields, dict) else {"message": self.words(record)}
        if record.exc_info and record.exc_info[0]:
            line["error"] = record.exc_info[0].__name__
            line["trace"] = without_card_secret(self.formatException(record.exc_info)).splitlines()
        return UNICODE_LINE.sub(lambda sign: f"\\u{ord(sign[0]):04x}", json.dumps(line, ensure_ascii=False))
