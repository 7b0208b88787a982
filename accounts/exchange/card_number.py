"""The 16 digits on a login card: six of the card, nine secret ones, and a check digit after Damm.

Damm's check digit finds every single wrong digit and every swap of two neighbours, which Luhn's does not (09 and 90).
It is a help against slips only and counts for nothing against guessing.
"""

import unicodedata
from dataclasses import dataclass, field

CARD_DIGITS = 6
SECRET_DIGITS = 9
LENGTH = CARD_DIGITS + SECRET_DIGITS + 1
GROUP = 4
LONGEST_TEXT = 100

# H. M. Damm, "Total anti-symmetrische Quasigruppen" (2004): the quasigroup of order 10, row by row.
_TABLE = (
    "0317598642", "7092154863", "4206871359", "1750983426", "6123045978",
    "3674209581", "5869720134", "8945362017", "9438617205", "2581436790",
)  # fmt: skip
# What people put between groups: blanks of every kind, dashes of every kind, dots and the like.
_SEPARATOR_KINDS = {"Zs", "Pd", "Cc", "Cf"}
_SEPARATORS = "._·/|\N{MINUS SIGN}"


class NumberRefused(ValueError):
    """The text is no card number; ``code`` is ``empty``, ``signs``, ``length`` or ``check``."""

    def __init__(self, code: str) -> None:
        super().__init__(code)
        self.code = code


@dataclass(frozen=True, slots=True)
class CardNumber:
    """The two halves of a printed number."""

    card: str
    secret: str = field(repr=False)

    def printed(self) -> str:
        """Return the 16 digits as they stand on the card, in groups of four."""
        digits = self.card + self.secret
        digits += check_digit(digits)
        return " ".join(digits[start : start + GROUP] for start in range(0, LENGTH, GROUP))


def check_digit(digits: str) -> str:
    """Return the digit that makes ``digits`` followed by it valid."""
    interim = 0
    for digit in digits:
        interim = int(_TABLE[interim][int(digit)])
    # The table is zero on its diagonal, so the interim digit checks itself.
    return str(interim)


def parse(text: str) -> CardNumber:
    """Read what somebody typed; any script's digits are taken, and anything that only separates groups is skipped."""
    if len(text) > LONGEST_TEXT:
        raise NumberRefused("length")
    digits = ""
    for sign in text:
        value = unicodedata.decimal(sign, None)
        if value is not None:
            digits += str(value)
        elif unicodedata.category(sign) not in _SEPARATOR_KINDS and sign not in _SEPARATORS:
            raise NumberRefused("signs")
    if not digits:
        raise NumberRefused("empty")
    if len(digits) != LENGTH:
        raise NumberRefused("length")
    if check_digit(digits[:-1]) != digits[-1]:
        raise NumberRefused("check")
    return CardNumber(digits[:CARD_DIGITS], digits[CARD_DIGITS:-1])
