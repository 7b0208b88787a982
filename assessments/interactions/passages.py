"""A text with numbered gaps: "[1]" is a gap, "[[1]]" stands for a number in brackets."""

import re

MOST_GAPS = 20
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
