"""Answers typed in from paper: what a sheet leaves room for, and how the letters and numbers on it are read.

A question's room may hold a ``paper.py`` that offers what ``Paper`` names; others are not collected.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Protocol

from django.utils.translation import gettext as _

from assessments.interactions.base import Fields

NOT_ANSWERED = "-"
MOST_BUBBLES = 8

# What a Cyrillic letter looks like, and the Latin letter on the same key: where they disagree, nobody guesses.
LOOKS = dict(zip("АВСЕНІКМОРТ", "ABCEHIKMOPT", strict=True))
KEYS = dict(zip("ФИСВУАПРШОЛДЬТЩЗЙКЫІЕ", "ABCDEFGHIJKLMNOPQRSST", strict=True))
SEPARATORS = " \t,.;:/+-\N{EN DASH}"
MOST_BY_DIGIT = 9


class Room(StrEnum):
    """What an answer sheet leaves for one question."""

    LETTERS = "letters"  # letters to mark
    BOXES = "boxes"  # a box for each number or letter
    LINE = "line"  # a line to write on


@dataclass(frozen=True, slots=True)
class Space:
    """The room for one question; ``is_one_key`` says that one key is a whole answer."""

    room: Room
    labels: tuple[str, ...] = ()
    is_one_key: bool = False


class TypedError(ValueError):
    """What was typed is no answer to this question."""


class Paper(Protocol):
    """What a kind knows of paper; ``view`` is what its print template shows, so that letters are those on the sheet.

    ``read`` gives the fields that a page would have posted, or raises TypedError; ``write`` is its inverse.
    """

    def space(self, view: Mapping[str, Any]) -> Space: ...
    def allowed(self, view: Mapping[str, Any]) -> str: ...
    def read(self, view: Mapping[str, Any], text: str) -> dict[str, list[str]]: ...
    def write(self, view: Mapping[str, Any], fields: Fields) -> str: ...


def letter(place: int) -> str:
    """The letter of a place that is counted from 0."""
    return chr(ord("A") + place)


def letters(count: int) -> tuple[str, ...]:
    """The first so many letters."""
    return tuple(letter(place) for place in range(count))


def letters_said(count: int) -> str:
    """Which letters may be typed, in words."""
    said = {"first": "A", "last": letter(count - 1), "number": count}
    if count > MOST_BY_DIGIT:
        return _("%(first)s to %(last)s") % said
    return _("%(first)s to %(last)s, or 1 to %(number)s") % said


def place_of(sign: str, count: int) -> int:
    """The place, from 0, of a letter or digit among so many; raises TypedError for none, and for two readings."""
    if sign in "123456789":
        found = {int(sign) - 1}
    else:
        sign = sign.upper()
        meant = {sign} if "A" <= sign <= "Z" else {LOOKS.get(sign, ""), KEYS.get(sign, "")} - {""}
        found = {ord(name) - ord("A") for name in meant}
    possible = [place for place in found if place < count]
    if len(possible) != 1:
        raise TypedError
    return possible[0]


def places(text: str, count: int) -> list[int]:
    """The places of letters or digits in the order typed, with or without separators."""
    return [place_of(sign, count) for sign in text if sign not in SEPARATORS]
