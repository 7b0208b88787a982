"""What a phone asks every few seconds, from the cache: whether what it shows is still what it should show."""

from django.core.cache import cache

from lessons.enums import QuestionState
from lessons.models import LessonRun, LiveQuestion

# One process without a shared cache learns of another's act after this at the latest.
PULSE_SECONDS = 2
OVER = "over"


def pulse(run_id: str) -> str:
    """Return a few signs that change whenever a phone has something else to show; two queries every two seconds."""
    kept: str | None = cache.get(_key(run_id))
    if kept is None:
        kept = fresh_pulse(LessonRun.objects.open().filter(public_id=run_id).only("question", "public_id").first())
        cache.set(_key(run_id), kept, PULSE_SECONDS)
    return kept


def fresh_pulse(run: LessonRun | None) -> str:
    """Return the same from the database. ``o`` at the end: a question is open, so that a phone asks more often."""
    if run is None:
        return OVER
    question = current_question(run)
    if question is None or question.state == QuestionState.WAITING:
        return "w"
    return f"{question.number}-{question.round}-{question.state[0]}"


def forget_pulse(run_id: str) -> None:
    """Have the next phone read the database: the lesson has moved on."""
    cache.delete(_key(run_id))


def current_question(run: LessonRun) -> LiveQuestion | None:
    """Return the question that stands on the wall."""
    if run.question is None:
        return None
    return LiveQuestion.objects.filter(run=run, number=run.question or 0).first()


def _key(run_id: str) -> str:
    return f"pulse:{run_id}"
