"""H5P texts with asterisks around answers, and the words to mark in them."""

import re

from assessments.exchange.banks import drafts
from assessments.exchange.banks.base import Reason
from assessments.exchange.banks.building import Source, Unusable
from assessments.exchange.banks.drafts import Answer
from assessments.exchange.banks.h5p.params import Built, Params, words
from assessments.exchange.banks.plain import one_line

STAR = "\ue000"  # stands for an asterisk that is meant as one
STARRED = re.compile(r"\*([^*\n]+)\*")
WORD = re.compile(r"[\w'’-]+")
MOST_WORDS = 8


def parts(text: str) -> list[str]:
    """Return words and answers in turn."""
    pieces = STARRED.split(text.replace(STAR, "").replace("**", STAR))
    return [piece.replace(STAR, "*") for piece in pieces]


def mark_the_words(source: Source, params: Params) -> Built:
    """A short text is a choice between its words; there is no question here for a long one."""
    pieces = parts(words(source, params.text("textField")))
    right = [one_line(piece) for piece in pieces[1::2]]
    others = [word for piece in pieces[::2] for word in WORD.findall(piece)]
    if not right:
        raise Unusable(Reason.NO_KEY)
    if len(right) + len(others) > MOST_WORDS or len({*right, *others}) < len(right) + len(others):
        raise Unusable(Reason.TOO_MANY_CHOICES, str(len(right) + len(others)))
    share = drafts.FULL / len(right)
    answers: list[Answer] = []
    for place, piece in enumerate(pieces):
        found = [one_line(piece)] if place % 2 else WORD.findall(piece)
        answers.extend(Answer(text=word, share=share if place % 2 else share * 0) for word in found)
    lead = words(source, params.text("taskDescription"))
    prompt = "\n".join(part for part in (lead, "".join(pieces).strip()) if part)
    return drafts.choice(source, prompt, answers, single=False, shuffle=False)
