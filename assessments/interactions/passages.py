"""A text with numbered gaps: "[1]" is a gap, "[[1]]" stands for a number in brackets."""

import re
from collections.abc import Collection
from dataclasses import dataclass

from assessments.interactions.base import FrozenError

MOST_GAPS = 20
WORDS_AROUND = 4
ELSEWHERE = "…"  # stands for another gap, and for words that are left out
_MARK = re.compile(r"\[\[([0-9]{1,3})\]\]|\[([0-9]{1,3})\]")


def parts(passage: str) -> list[str | int]:
    """The passage as texts and the numbers of its gaps, in reading order."""
    found: list[str | int] = []
    text, end = "", 0
    for mark in _MARK.finditer(passage):
        text, end = text + passage[end : mark.start()], mark.end()
        literal, gap = mark.groups()
        if literal is not None:
            text += f"[{literal}]"
            continue
        found += [text, int(gap)] if text else [int(gap)]
        text = ""
    text += passage[end:]
    return [*found, text] if text else found


def gaps(passage: str) -> list[int]:
    """The numbers of the gaps in reading order, repeated ones as often as they stand there."""
    return [part for part in parts(passage) if isinstance(part, int)]


def are_numbered(passage: str) -> bool:
    """Whether the gaps are 1, 2, … up to their count, each once, in whatever order."""
    found = sorted(gaps(passage))
    return len(found) <= MOST_GAPS and found == list(range(1, len(found) + 1))


def check_gaps(passage: str, wanted: Collection[int]) -> None:
    """Raises FrozenError unless the passage has each of these gaps once and no other."""
    if sorted(gaps(passage)) != sorted(wanted):
        raise FrozenError("passage", f"does not hold each of the gaps {sorted(wanted)} exactly once")


@dataclass(frozen=True, slots=True)
class Surroundings:
    """A few words before and after a gap: how a reader who does not see the page knows it."""

    before: str = ""
    after: str = ""

    def around(self, filling: str) -> str:
        """The words with something in the gap."""
        return f"{self.before}{filling}{self.after}"


def surroundings(passage: str) -> dict[int, Surroundings]:
    """The words around each gap, in reading order, with the space that parts them from it."""
    found = parts(passage)
    return {
        part: Surroundings(_last(_joined(found[:place])), _first(_joined(found[place + 1 :])))
        for place, part in enumerate(found)
        if isinstance(part, int)
    }


def _joined(found: list[str | int]) -> str:
    return "".join(part if isinstance(part, str) else ELSEWHERE for part in found)


def _last(text: str) -> str:
    words = text.split()
    near = " ".join(words[-WORDS_AROUND:])
    is_cut = len(words) > WORDS_AROUND and not near.startswith(ELSEWHERE)
    return (f"{ELSEWHERE} " if is_cut else "") + near + (" " if text[-1:].isspace() else "")


def _first(text: str) -> str:
    words = text.split()
    near = " ".join(words[:WORDS_AROUND])
    is_cut = len(words) > WORDS_AROUND and not near.endswith(ELSEWHERE)
    return (" " if text[:1].isspace() else "") + near + (f" {ELSEWHERE}" if is_cut else "")
