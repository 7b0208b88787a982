"""The result of a live question in words: what its teacher is told, and what the wall may show."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from lessons import statistics
from lessons.enums import QuestionState
from lessons.models import BallotCount, LiveQuestion
from lessons.queries.asked import asked
from lessons.queries.result_words import ResultRow, bar_of, in_one_sentence, in_words


@dataclass(frozen=True)
class Result:
    """A question with what may be told of it; ``note`` stands where rows say nothing, or beside bands."""

    row: LiveQuestion
    prompt: str
    rows: list[ResultRow]
    people: int | None = None
    note: str = ""


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
    options = [one.id for one in asked(row, language).options]
    votes = dict(BallotCount.objects.filter(question=row).values_list("option", "votes"))
    people = votes.get("", 0)
    told = statistics.told([votes.get(option, 0) for option in options], people, row.answer_level)
    if told is None or not people:
        return Result(row, bare.prompt, bare.rows, note=_("Not enough answers to show."))
    if for_wall and row.answer_level == statistics.SENSITIVE:
        return Result(row, bare.prompt, bare.rows, note=in_one_sentence(bare.rows, statistics.most_said(told, people)))
    rows = [
        ResultRow(old.mark, old.text, old.is_right, in_words(one, people), bar_of(one, people))
        for old, one in zip(bare.rows, told, strict=True)
    ]
    return Result(row, bare.prompt, rows, people=people)
