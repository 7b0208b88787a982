"""What the square code on an answer sheet carries: which sheet it is, signed; it names nobody and opens nothing."""

from dataclasses import dataclass

from django.utils.crypto import constant_time_compare, salted_hmac

from assessments.services.tickets import server_secrets
from common.ids import LENGTH

SALT = "assessments.sheet"
MARK = 20  # hexadecimal digits of the signature: 80 bits
HIGHEST = 99


class SheetUnknown(ValueError):
    """Not a code of this server's sheets."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One printed sheet: addresses of the quiz as the class has it and of the student's place, and the try.

    A sheet without a place is blank: its student writes the number.
    """

    assignment: str
    place: str = ""
    number: int = 1


def sheet_token(sheet: Sheet) -> str:
    """Return the code of a sheet."""
    body = f"{sheet.assignment}{sheet.place}{min(sheet.number, HIGHEST):02}"
    return body + _mark(body, server_secrets()[0])


def read_sheet(token: str) -> Sheet:
    """Return the sheet of a code; raises SheetUnknown. Codes of a changed secret stay readable while it is kept."""
    body, mark = token[:-MARK], token[-MARK:]
    if len(body) not in (LENGTH + 2, 2 * LENGTH + 2) or not body[-2:].isdecimal():
        raise SheetUnknown
    if not any(constant_time_compare(mark, _mark(body, secret)) for secret in server_secrets()):
        raise SheetUnknown
    return Sheet(body[:LENGTH], body[LENGTH:-2], int(body[-2:]))


def _mark(body: str, secret: str) -> str:
    return salted_hmac(SALT, body, secret=secret, algorithm="sha256").hexdigest()[:MARK]
