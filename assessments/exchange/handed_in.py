"""What a handed-in file is, by its content alone: a photo, a PDF or plain text; everything else is refused."""

import unicodedata
from dataclasses import dataclass

from assessments.exchange.photos import shrink
from assessments.interactions.base import AnswerCode, AnswerError

LARGEST_UPLOAD = 15_000_000  # a photo as a camera makes it; what is kept of it is a hundredth
LARGEST_DOCUMENT = 2_000_000
PICTURES = (b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n")
PDF, PDF_END = b"%PDF-", b"%%EOF"
# Programs that show text would rather read these as something else.
NO_TEXT = ("<", "{\\rtf", "%!")


@dataclass(frozen=True, slots=True)
class HandedIn:
    """What is kept of a file; `kind` is its ending."""

    kind: str
    data: bytes


def read_file(data: bytes) -> HandedIn:
    """Return a photo without anything but its picture, a PDF as it came, or a text as UTF-8; raises AnswerError."""
    if not data.strip():
        raise AnswerError(AnswerCode.FILE_EMPTY)
    if data.startswith(PICTURES) or (data[:4] == b"RIFF" and data[8:12] == b"WEBP"):
        return HandedIn("jpg", shrink(data))
    if len(data) > LARGEST_DOCUMENT:
        raise AnswerError(AnswerCode.FILE_TOO_LARGE)
    if data.startswith(PDF):
        if PDF_END not in data[-1024:]:
            raise AnswerError(AnswerCode.FILE_UNKNOWN)
        return HandedIn("pdf", data)
    return HandedIn("txt", _text(data).encode())


def _text(data: bytes) -> str:
    encoding = "utf-16" if data.startswith((b"\xff\xfe", b"\xfe\xff")) else "utf-8-sig"
    try:
        text = data.decode(encoding)
    except UnicodeDecodeError as error:
        raise AnswerError(AnswerCode.FILE_UNKNOWN) from error
    if text.lstrip().startswith(NO_TEXT) or any(
        unicodedata.category(sign) == "Cc" and sign not in "\n\r\t\f" for sign in text
    ):
        raise AnswerError(AnswerCode.FILE_UNKNOWN)
    return text
