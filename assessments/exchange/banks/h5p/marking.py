"""H5P texts with asterisks around answers, and the words to mark in them."""

import re
from collections.abc import Callable
from itertools import count

from assessments.exchange.banks.base import Reason
from assessments.exchange.banks.building import Source, Unusable
from assessments.exchange.banks.drafts import letters, texts
from assessments.exchange.banks.gapped import NUMBER
from assessments.exchange.banks.h5p.params import Built, Params, words
from assessments.exchange.banks.plain import one_line
from assessments.interactions.packing import CHOICES, PackEntry, PackQuestion, Value
from assessments.interactions.passages import MOST_GAPS

STAR = "\ue000"  # stands for an asterisk that is meant as one
STARRED = re.compile(r"\*([^*\n]+)\*")
WORD = re.compile(r"[\w'’-]+")
INSTRUCTION = "Mark the words."


def parts(text: str) -> list[str]:
    """Return words and answers in turn."""
    pieces = STARRED.split(text.replace(STAR, "").replace("**", STAR))
    return [piece.replace(STAR, "*") for piece in pieces]


def mark_the_words(source: Source, params: Params) -> Built:
    """Words to mark in a text; of a long one all that are right, and as many others as there is room for."""
    pieces = parts(words(source, params.text("textField")))
    right = len(pieces) // 2
    if not right:
        raise Unusable(Reason.NO_KEY)
    if right >= MOST_GAPS:
        raise Unusable(Reason.TOO_MANY_CHOICES, str(right))
    others = sum(len(WORD.findall(piece)) for piece in pieces[::2])
    if right + others > MOST_GAPS:
        source.note(Reason.FEWER_CHOICES)
    offered = _evenly(others, MOST_GAPS - right)
    entries: list[PackEntry] = []
    passed = count()

    def place(word: str, *, correct: bool) -> str:
        settings: dict[str, Value] = {"gap": len(entries) + 1, "correct": correct}
        entries.append(PackEntry(letters(len(entries)), texts(text=one_line(word)), settings))
        return f"[{len(entries)}]"

    def other(found: re.Match[str]) -> str:
        return place(found[0], correct=False) if next(passed) in offered else found[0]

    passage = "".join(
        place(piece, correct=True) if number % 2 else _marked(piece, other) for number, piece in enumerate(pieces)
    )
    prompt = words(source, params.text("taskDescription")) or source.name or INSTRUCTION
    return "hottext", PackQuestion(
        texts(prompt=prompt, passage=passage.strip()), {CHOICES: tuple(entries)}, {"scoring": "partial"}
    )


def _marked(piece: str, other: Callable[[re.Match[str]], str]) -> str:
    """Number the words of a piece; a number in brackets that stands there already is none of ours."""
    found = NUMBER.split(piece)
    return "".join(f"[[{part}]]" if place % 2 else WORD.sub(other, part) for place, part in enumerate(found))


def _evenly(there: int, wanted: int) -> set[int]:
    """Return which of so many to take, as far apart as they can be."""
    return set(range(there)) if there <= wanted else {place * there // wanted for place in range(wanted)}
