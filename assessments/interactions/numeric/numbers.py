"""Reading a number as people write it: decimal comma or point, spaced thousands, any minus sign."""

import re
import unicodedata
from decimal import Decimal

LONGEST_POSTED = 60
MOST_ZEROS = 40
# Digits are the ASCII ones: \d would take every script's. An exponent is no way to write an answer.
CANONICAL = re.compile(r"(?!-0$)-?(0|[1-9][0-9]{0,14})(\.[0-9]{0,9}[1-9])?")
PLAIN = re.compile(r"(?P<whole>[0-9]*)(?:[.,](?P<part>[0-9]*))?")
SPACED = re.compile(r"(?P<whole>[0-9]{1,3}(?: [0-9]{3})+)(?:[.,](?P<part>[0-9]*))?")
COMMAS = re.compile(r"(?P<whole>[0-9]{1,3}(?:,[0-9]{3})+)\.(?P<part>[0-9]*)|(?P<only>[0-9]{1,3}(?:,[0-9]{3}){2,})")
POINTS = re.compile(r"(?P<whole>[0-9]{1,3}(?:\.[0-9]{3})+),(?P<part>[0-9]*)|(?P<only>[0-9]{1,3}(?:\.[0-9]{3}){2,})")
# "1,234" is 1.234 where the comma is decimal, and a thousand and some elsewhere.
TWO_READINGS = re.compile(r"-?[1-9][0-9]{0,2},[0-9]{3}")
MINUS = str.maketrans(dict.fromkeys("\u2212\u2010\u2011\u2012\u2013\u2014\ufe63\uff0d", "-"))


def tidy(typed: str, unit: str = "") -> str:
    """The typed text with plain spaces and signs, without the unit that stands beside the box anyway."""
    spaced = "".join(" " if unicodedata.category(sign) == "Zs" or sign == "\t" else sign for sign in typed)
    text = " ".join(spaced.split()).translate(MINUS)
    ending = " ".join(unit.split())
    if ending and text.casefold().endswith(ending.casefold()):
        text = text[: -len(ending)].rstrip()
    sign = "-" if text[:1] == "-" else ""
    return sign + text.removeprefix(sign or "+").lstrip()


def canonical_text(text: str) -> str:
    """The one spelling of a tidy number ("-12.5"), or nothing when it is none or has more than 15 + 10 digits."""
    sign, body = ("-", text[1:]) if text[:1] == "-" else ("", text)
    found = PLAIN.fullmatch(body) or SPACED.fullmatch(body) or COMMAS.fullmatch(body) or POINTS.fullmatch(body)
    if found is None:
        return ""
    groups = found.groupdict()
    whole = re.sub("[ .,]", "", groups.get("only") or groups["whole"] or "")
    part = groups["part"] or ""
    if not whole and not part:
        return ""
    part = part.rstrip("0")
    number = (whole.lstrip("0") or "0") + (f".{part}" if part else "")
    number = number if number == "0" else sign + number
    return number if CANONICAL.fullmatch(number) else ""


def thousands_text(text: str) -> str:
    """The other reading of "1,234", or nothing where there is one reading only."""
    return text.replace(",", "") if TWO_READINGS.fullmatch(text) else ""


def canonical(number: Decimal) -> str:
    """The one spelling of a number, or nothing when it has too many digits or is not finite."""
    # Looked at before it is written out: "1e999999" would fill the memory.
    exponent = number.as_tuple().exponent
    if not isinstance(exponent, int) or abs(exponent) > MOST_ZEROS or len(number.as_tuple().digits) > MOST_ZEROS:
        return ""
    return canonical_text(f"{number:f}")
