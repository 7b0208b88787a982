"""Reads and works out one line of arithmetic: a closed grammar, no evaluation of code.

    line   = term  { ("+" | "-") term }
    term   = factor { ("*" | "/") factor }
    factor = ("+" | "-") factor | "(" line ")" | number
    number = digits [ ("." | ",") digits ] | ("." | ",") digits

Signs that keyboards offer instead (× · ÷ : −) count too, spaces between digits of a number do not.
"""

import re
from decimal import Context, Decimal, DivisionByZero, InvalidOperation
from enum import StrEnum

# A line is too short to reach the largest number that the decimal module knows.
LONGEST = 60
SHOWN = Context(prec=15)
# Some digits more than are shown, so that 1 ÷ 3 × 3 is 1.
WORKING_DIGITS = 28
# Beyond this a result is shown with an exponent, like 1E+20.
WIDEST = 20

SAME_SIGNS = str.maketrans({"×": "*", "·": "*", "⋅": "*", "÷": "/", ":": "/", "−": "-", "–": "-", ",": "."})
TOKEN = re.compile(r"\s*(?:([0-9]+(?:\.[0-9]*)?|\.[0-9]+)|([-+*/()]))", re.ASCII)


class Fault(StrEnum):
    """Why a line has no result."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    UNREADABLE = "unreadable"
    ZERO = "zero"


class LineRefused(Exception):
    """A line has no result; ``fault`` says why."""

    def __init__(self, fault: Fault) -> None:
        super().__init__(fault)
        self.fault = fault


def work_out(line: str) -> str:
    """Return the result as plain digits with a point, or raise ``LineRefused``. Any text ends in one or the other."""
    if len(line) > LONGEST:
        raise LineRefused(Fault.TOO_LONG)
    tokens = _tokens(line.translate(SAME_SIGNS))
    if not tokens:
        raise LineRefused(Fault.EMPTY)
    reader = _Reader(tokens)
    try:
        result = reader.line()
        reader.expect_end()
    except (DivisionByZero, InvalidOperation):
        # 0 ÷ 0 is "invalid" to the decimal module; both are the same mistake to a person.
        raise LineRefused(Fault.ZERO) from None
    return _plain(result)


def _tokens(text: str) -> list[str]:
    text = text.strip()
    tokens: list[str] = []
    place = 0
    while place < len(text):
        match = TOKEN.match(text, place)
        if match is None:
            raise LineRefused(Fault.UNREADABLE)
        tokens.append(match[1] or match[2])
        place = match.end()
    return tokens


def _plain(number: Decimal) -> str:
    if not number:
        return "0"
    number = number.normalize(SHOWN)
    exponent = number.as_tuple().exponent
    is_wide = number.adjusted() >= WIDEST or (isinstance(exponent, int) and exponent < -WIDEST)
    return str(number) if is_wide else f"{number:f}"


class _Reader:
    """Reads tokens from left to right; as deep as there are brackets, which the length of a line bounds."""

    def __init__(self, tokens: list[str]) -> None:
        self.tokens = tokens
        self.place = 0
        self.context = Context(prec=WORKING_DIGITS, traps=[DivisionByZero, InvalidOperation])

    def next(self) -> str:
        """Return the token to come, or nothing at the end."""
        return self.tokens[self.place] if self.place < len(self.tokens) else ""

    def take(self) -> str:
        """Return the token to come and go on."""
        token = self.next()
        self.place += 1
        return token

    def expect_end(self) -> None:
        """Refuse a line that goes on."""
        if self.next():
            raise LineRefused(Fault.UNREADABLE)

    def line(self) -> Decimal:
        """Read a sum."""
        result = self.term()
        while self.next() in ("+", "-"):
            work = self.context.add if self.take() == "+" else self.context.subtract
            result = work(result, self.term())
        return result

    def term(self) -> Decimal:
        """Read a product."""
        result = self.factor()
        while self.next() in ("*", "/"):
            work = self.context.multiply if self.take() == "*" else self.context.divide
            result = work(result, self.factor())
        return result

    def factor(self) -> Decimal:
        """Read a number, a bracket, or either with its sign."""
        sign = self.take()
        if sign in ("+", "-"):
            value = self.factor()
            return self.context.minus(value) if sign == "-" else value
        if sign == "(":
            value = self.line()
            if self.take() != ")":
                raise LineRefused(Fault.UNREADABLE)
            return value
        if sign and sign not in "*/)":
            return self.context.create_decimal(sign)
        raise LineRefused(Fault.UNREADABLE)
