"""The pictures of prompts made small and harmless: by the process that reads, because decoding them is reading too."""

import hashlib
import time
from collections.abc import Sequence
from dataclasses import replace

from assessments import interactions
from assessments.exchange.banks.base import Bank, BankQuestion, Finding, Media, Reason
from cms.exchange.pictures import NotAPicture, SmallPicture, small_picture

SECONDS = 2.5  # of computing for all pictures of a file; what comes later is left out and told


def prompt_picture(media: Sequence[Media]) -> Media | None:
    """Return what is shown beside the words of a question: the first that belongs there, picture or not."""
    return next((one for one in media if one.is_prompt and one.data), None)


def mark_of(media: Sequence[Media]) -> str:
    """Return what stands for the picture in comparisons: the same file gives the same mark."""
    found = prompt_picture(media)
    return hashlib.sha256(found.data).hexdigest() if found else ""


def needs_picture(kind: str) -> bool:
    """Whether a question of this kind is nothing without its picture."""
    return bool(getattr(interactions.pack(kind), "NEEDS_PICTURE", False))


def with_small_pictures(bank: Bank, seconds: float = SECONDS) -> Bank:
    """Return the bank with each prompt's picture as a small WebP; what is no picture is told, question by question."""
    shop = _Workshop(time.process_time() + seconds)
    questions: list[BankQuestion] = []
    notes = list(bank.notes)
    for question in bank.questions:
        raw = prompt_picture(question.media)
        made = shop.small(question.mark, raw.data) if raw else None
        if raw is None or made is None:
            if needs_picture(question.kind):  # it comes in, and no quiz takes it before it has one
                notes.append(_finding(question, Reason.MEDIA_MISSING, raw.path if raw else ""))
            left, picture = question.media, None
        else:
            left = tuple(one for one in question.media if one is not raw)
            picture = Media(path=raw.path, data=made.data, alt=raw.alt, is_prompt=True)
        notes += [_finding(question, Reason.MEDIA_LEFT_OUT, one.path) for one in left if one.data]
        questions.append(replace(question, media=(picture,) if picture else ()))
    return replace(bank, questions=tuple(questions), notes=tuple(notes))


class _Workshop:
    """Makes each picture small once, while there is time."""

    def __init__(self, until: float) -> None:
        self._until = until
        self._made: dict[str, SmallPicture | None] = {}

    def small(self, mark: str, data: bytes) -> SmallPicture | None:
        if mark not in self._made and time.process_time() < self._until:
            try:
                self._made[mark] = small_picture(data)
            except NotAPicture:
                self._made[mark] = None
        return self._made.get(mark)


def _finding(question: BankQuestion, reason: Reason, path: str) -> Finding:
    return Finding(
        place=question.place, name=question.name, kind=question.source_kind, reason=reason, detail=path[:120]
    )
