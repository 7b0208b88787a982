"""The result of a live question in words: what its teacher is told, and what the wall may show."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

from lessons import statistics
from lessons.enums import QuestionState
from lessons.models import BallotCount, LiveQuestion
from lessons.queries.asked import asked
from lessons.queries.result_words import ResultRow, band_words, bar_of, in_one_sentence, in_words, most_by_band
from lessons.queries.tallied import Together, together


@dataclass(frozen=True)
class Result:
    """A question with what may be told of it; ``note`` stands where rows say nothing, or beside bands.

    ``source`` is hands, card or mixed; "" where answers came by phone alone.
    """

    row: LiveQuestion
    prompt: str
    rows: list[ResultRow]
    people: int | None = None
    note: str = ""
    source: str = ""


def teacher_result(row: LiveQuestion, language: str | None) -> Result:
    """Return the question for its teacher: totals once it is closed, never before. One query."""
    if row.state in (QuestionState.WAITING, QuestionState.OPEN):
        return _bare(row, language)
    return _told(row, language)


def wall_result(row: LiveQuestion, language: str | None) -> Result:
    """Return the question for the wall: its result once the teacher shows it; at level 2 in one sentence only."""
    if row.state != QuestionState.SHOWN:
        return _bare(row, language, with_key=False)
    return _told(row, language, for_wall=True)


def _bare(row: LiveQuestion, language: str | None, *, with_key: bool = True, note: str = "") -> Result:
    question = asked(row, language)
    rows = [ResultRow(one.mark, one.text, one.is_right and with_key) for one in question.options]
    return Result(row, question.texts.prompt, rows, note=note)


def _told(row: LiveQuestion, language: str | None, *, for_wall: bool = False) -> Result:
    bare = _bare(row, language, with_key=not for_wall)
    question = asked(row, language)
    votes = dict(BallotCount.objects.filter(question=row).values_list("option", "votes"))
    known = together(row, question.item, [one.id for one in question.options], votes)
    found = _words(row, bare.rows, known, for_wall=for_wall)
    if found is None:
        return replace(bare, note=_("Not enough answers to show."), source=known.source)
    return replace(found, prompt=bare.prompt, source=known.source)


def _words(row: LiveQuestion, rows: Sequence[ResultRow], known: Together, *, for_wall: bool) -> Result | None:
    """Return what may be told; None where too few took part."""
    is_one_sentence = for_wall and row.answer_level == statistics.SENSITIVE
    if known.bands:
        if known.people < statistics.LEAST[row.answer_level]:
            return None
        if is_one_sentence:
            return Result(row, "", list(rows), note=in_one_sentence(rows, most_by_band(known.bands)))
        pairs = zip(rows, known.bands, strict=True)
        return Result(row, "", [replace(old, value=band_words(band)) for old, band in pairs])
    told = statistics.told(known.counts, known.people, row.answer_level)
    if told is None or not known.people:
        return None
    if is_one_sentence:
        note = in_one_sentence(rows, statistics.most_said(told, known.people))
        return Result(row, "", list(rows), note=note)
    lines = [
        replace(old, value=in_words(one, known.people), percent=bar_of(one, known.people))
        for old, one in zip(rows, told, strict=True)
    ]
    return Result(row, "", lines, people=known.people)
