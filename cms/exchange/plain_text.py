"""Bytes to text, and the characters that have no business in either."""

import re

from django.utils.translation import gettext as _

from cms.exchange.problems import Problems, line

MAX_TEXT_FILE = 1_000_000
# Control characters break databases; the direction marks can make a text read differently from what it says.
FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff]")


def decode(data: bytes, file: str, problems: Problems) -> str | None:
    """Return the text with plain line ends, or None after noting why it cannot be read."""
    if len(data) > MAX_TEXT_FILE:
        problems.add(file, "", _("The file is larger than %(size)d kB.") % {"size": MAX_TEXT_FILE // 1000})
        return None
    try:
        text = data.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        problems.add(file, "", _("The file is not text in UTF-8."))
        return None
    found = FORBIDDEN.search(text)
    if found:
        place = line(text.count("\n", 0, found.start()) + 1)
        message = _("There is a character that cannot be kept (U+%(code)04X).")
        problems.add(file, place, message % {"code": ord(found[0])})
        return None
    return text
