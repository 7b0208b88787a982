"""Bytes of a text file to text: UTF-8, UTF-16 with its mark, or what an older Windows wrote, with a note."""

import re
from dataclasses import dataclass

from assessments.exchange.banks.base import LARGEST_FILE, BankError, Finding, Reason, Refusal

MARKS = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
GUESS = "cp1251"
DECLARED = re.compile(rb"""<\?xml[^>]{0,100}?encoding\s*=\s*["']([A-Za-z0-9._-]{1,20})["']""")
# Codecs of one byte a letter; any other name in a declaration is answered by looking at the bytes.
KNOWN = re.compile(r"windows-125[0-8]|cp125[0-8]|koi8-[ru]|iso-8859-\d{1,2}|us-ascii", re.IGNORECASE)
# Everything below the space but tab and line ends: no text holds them, and a damaged one does.
CONTROLS = re.compile(r"[\x01-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """The text with ``\\n`` at the ends of its lines, and a note where the letters were guessed."""

    text: str
    notes: tuple[Finding, ...] = ()


def decode(data: bytes) -> Decoded:
    """Return the text of a file; raises BankError for one that is empty, too large, or not text."""
    if len(data) > LARGEST_FILE:
        raise BankError(Refusal.TOO_LARGE)
    text, guessed = _text(data)
    if (at := text.find("\0")) >= 0:
        raise BankError(Refusal.NUL, line_place(text.count("\n", 0, at) + 1))
    text = CONTROLS.sub("", text).replace("\r\n", "\n").replace("\r", "\n")
    if not text.strip():
        raise BankError(Refusal.EMPTY)
    return Decoded(text, (_note(guessed),) if guessed else ())


def line_place(number: int) -> str:
    """Return how a line is named in findings."""
    return f"line {number}"


def _text(data: bytes) -> tuple[str, str]:
    for mark, codec in MARKS:
        if data.startswith(mark):
            return _strict(data[len(mark) :], codec), ""
    try:
        return data.decode(), ""
    except UnicodeDecodeError as broken:
        at = broken.start
    found = DECLARED.match(data[:200])
    declared = found.group(1).decode() if found else ""
    if KNOWN.fullmatch(declared):
        return _strict(data, declared), ""
    try:
        text = data.decode(GUESS)
    except UnicodeDecodeError:
        raise BankError(Refusal.ENCODING, line_place(data.count(b"\n", 0, at) + 1)) from None
    return text, GUESS


def _strict(data: bytes, codec: str) -> str:
    try:
        return data.decode(codec)
    except (UnicodeDecodeError, LookupError) as broken:
        at = broken.start if isinstance(broken, UnicodeDecodeError) else 0
        raise BankError(Refusal.ENCODING, line_place(data.count(b"\n", 0, at) + 1)) from None


def _note(codec: str) -> Finding:
    return Finding(place="", name="", kind="", reason=Reason.ENCODING_GUESSED, detail=codec)
