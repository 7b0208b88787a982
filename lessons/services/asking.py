"""Asking in class: open, close and show are three acts, and nothing about the answers is told before the second."""

from collections.abc import Callable

from lessons.enums import QuestionState, RunAction
from lessons.models import BallotCount, LessonRun, LiveQuestion, QuestionTally, SeatVote
from lessons.queries.asked import asked
from lessons.services.voting import EVERYBODY


def _current(run: LessonRun) -> LiveQuestion | None:
    return LiveQuestion.objects.select_for_update().filter(run=run, number=run.question or 0).first()


def _open(run: LessonRun, value: str) -> bool:
    """Ask a question by its number; one that was asked before starts over from nothing."""
    current = _current(run)
    if current is not None and current.state == QuestionState.OPEN:
        return False
    number = int(value) if value.isascii() and value.isdigit() and len(value) <= len("999") else 0
    question = LiveQuestion.objects.select_for_update().filter(run=run, number=number).first()
    if question is None:
        return False
    BallotCount.objects.filter(question=question).delete()
    QuestionTally.objects.filter(question=question).delete()
    options = [EVERYBODY, *(option.id for option in asked(question, None).options)]
    BallotCount.objects.bulk_create(BallotCount(question=question, option=option) for option in options)
    question.round += 1
    question.state, question.taken_part = QuestionState.OPEN, 0
    question.save(update_fields=["round", "state", "taken_part"])
    run.question = number
    return True


def close(question: LiveQuestion) -> None:
    """Take no more answers, remember how many took part, and forget who."""
    marks = SeatVote.objects.filter(question=question)
    question.taken_part = marks.count()
    question.state = QuestionState.CLOSED
    question.save(update_fields=["taken_part", "state"])
    marks.delete()


def _close(run: LessonRun, _value: str) -> bool:
    question = _current(run)
    if question is None or question.state != QuestionState.OPEN:
        return False
    close(question)
    return True


def _set(run: LessonRun, before: QuestionState, after: QuestionState) -> bool:
    return bool(LiveQuestion.objects.filter(run=run, number=run.question or 0, state=before).update(state=after))


def _put_away(run: LessonRun, _value: str) -> bool:
    """Go back to the lesson's pages; a question that is still open closes."""
    had = run.question is not None
    _close(run, "")
    run.question = None
    return had


ASKING: dict[str, Callable[[LessonRun, str], bool]] = {
    RunAction.OPEN: _open,
    RunAction.CLOSE: _close,
    RunAction.SHOW: lambda run, _value: _set(run, QuestionState.CLOSED, QuestionState.SHOWN),
    RunAction.HIDE: lambda run, _value: _set(run, QuestionState.SHOWN, QuestionState.CLOSED),
    RunAction.PUT_AWAY: _put_away,
}
