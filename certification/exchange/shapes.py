"""A closed grammar for JSON: whatever a document may contain is named, and everything else is a problem with a path.

Adding a word that no context defines leaves the signed form of a document unchanged, so that the signature still
fits: only a closed list of words keeps such additions out.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

from certification.exchange.refusals import Refusal

# Of the text and of any part of it: no control characters, no lone surrogates.
UNPRINTABLE = re.compile("[\u0000-\u001f\u007f-\u009f\u2028\u2029\ud800-\udfff]")
LONGEST_TEXT = 2_000


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong and where, as a path such as ``credentialSubject.result[2].value``."""

    refusal: Refusal
    where: str


type Check = Callable[[Any, str], Iterator[Problem]]


def exactly(expected: object) -> Check:
    """Return a check that only this value passes; 1 is not true here."""

    def check(value: object, where: str) -> Iterator[Problem]:
        if type(value) is not type(expected) or value != expected:
            yield Problem(Refusal.SHAPE, where)

    return check


def text(pattern: str = ".+", *, longest: int = LONGEST_TEXT) -> Check:
    """Return a check for a text that matches as a whole."""
    wanted = re.compile(pattern, re.DOTALL)

    def check(value: object, where: str) -> Iterator[Problem]:
        is_text = isinstance(value, str) and len(value) <= longest and not UNPRINTABLE.search(value)
        if not is_text or not wanted.fullmatch(str(value)):
            yield Problem(Refusal.SHAPE, where)

    return check


def whole_number(most: int) -> Check:
    """Return a check for 1 to ``most``, written without a fraction."""

    def check(value: object, where: str) -> Iterator[Problem]:
        if type(value) is not int or not 1 <= value <= most:
            yield Problem(Refusal.SHAPE, where)

    return check


def list_of(each: Check, *, least: int = 1, most: int = 1, by: str = "") -> Check:
    """Return a check for a list; ``by`` names the key by which its members are sorted, each value once."""

    def check(value: object, where: str) -> Iterator[Problem]:
        if not isinstance(value, list) or not least <= len(value) <= most:
            yield Problem(Refusal.SHAPE, where)
            return
        found = [problem for place, one in enumerate(value) for problem in each(one, f"{where}[{place}]")]
        yield from found
        if by and not found and not _is_rising([one[by] for one in value]):
            yield Problem(Refusal.SHAPE, where)

    return check


def record(required: Mapping[str, Check], optional: Mapping[str, Check] | None = None) -> Check:
    """Return a check for an object with these members and no others."""
    known = {**required, **(optional or {})}

    def check(value: object, where: str) -> Iterator[Problem]:
        if not isinstance(value, dict):
            yield Problem(Refusal.SHAPE, where)
            return
        inside = f"{where}." if where else ""
        yield from (Problem(Refusal.UNDEFINED_TERM, inside + name) for name in value if name not in known)
        yield from (Problem(Refusal.SHAPE, inside + name) for name in required if name not in value)
        for name, judge in known.items():
            if name in value:
                yield from judge(value[name], inside + name)

    return check


def _is_rising(values: list[str]) -> bool:
    return all(before < after for before, after in pairwise(values))
