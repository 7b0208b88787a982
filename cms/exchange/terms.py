"""The words that all courses say alike in every language, and which of them a text needs."""

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

FILE = Path(__file__).with_name("terms.csv")
# What a word may grow at its end; shorter words stand as they are.
ENDING = r"\w{0,3}"
SHORT = 4


@dataclass(frozen=True, slots=True)
class Term:
    """One notion: what it is called in each language; notes stand in brackets, and choices beside a slash."""

    words: dict[str, str]

    def pattern(self, language: str) -> re.Pattern[str] | None:
        """Return what finds any of its names in a text, in whatever case, or None where it has no name."""
        names = re.sub(r"\(.*?\)|«.*?»", " ", self.words.get(language, "")).split(" / ")
        found = [_stems(name) for name in names if name.strip(" ?,.")]
        return re.compile(rf"\b(?:{'|'.join(found)})\b", re.IGNORECASE) if found else None


@cache
def terms() -> tuple[Term, ...]:
    """Return all terms, read once."""
    with FILE.open(encoding="utf-8", newline="") as rows:
        return tuple(Term(row) for row in csv.DictReader(rows))


def terms_in(texts: Iterable[str], source: str, target: str) -> Iterator[tuple[str, str]]:
    """Yield the name in both languages of each term that the texts mention and that has a name in the other one."""
    text = "\n".join(texts)
    for term in terms():
        pattern = term.pattern(source)
        if term.words.get(target) and pattern is not None and pattern.search(text):
            yield term.words[source], term.words[target]


def _stems(name: str) -> str:
    return r"\W+".join(_stem(word) for word in re.findall(r"\w+", name))


def _stem(word: str) -> str:
    """Return the word without its last letter, which changes in most languages, and room for another ending."""
    return re.escape(word) + r"\w?" if len(word) <= SHORT else re.escape(word[:-1]) + ENDING
