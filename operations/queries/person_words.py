"""What a person did, in words instead of numbers of rows: questions, answers, lessons."""

from collections.abc import Mapping

from django.utils.translation import gettext as _

from accounts.models import User
from assessments.models import MarkingRound, RubricMark
from assessments.queries import SpokenAttempt, spoken_attempts
from lessons.models import LessonAssignment
from lessons.queries.pages import localized
from operations.exchange.person_archive import Value

# Row of a table → columns that are said otherwise than stored, or besides.
type Spoken = Mapping[int, Mapping[str, Value]]


def words_for(person: User, language: str | None) -> dict[str, Spoken]:
    """Return by table what is said otherwise than stored, or besides."""
    attempts = spoken_attempts(person.pk, language)
    return {
        "assessments.Attempt": {pk: _attempt_words(attempt) for pk, attempt in attempts.items()},
        "assessments.Response": {
            pk: _answer_words(attempt, pk) for attempt in attempts.values() for pk in attempt.answers
        },
        **_mark_words(person, attempts),
        "lessons.LessonProgress": _lesson_words(person, language),
    }


def _attempt_words(attempt: SpokenAttempt) -> dict[str, Value]:
    words: dict[str, Value] = {"assignment": attempt.quiz}
    return words if attempt.is_told else words | {"score": _("told after the class has gone through it")}


def _mark_words(person: User, attempts: Mapping[int, SpokenAttempt]) -> dict[str, Spoken]:
    """Return what a teacher's marks say, where it may be told by now."""
    later = _("told after the class has gone through it")
    hidden = [pk for pk, attempt in attempts.items() if not attempt.is_told]
    rounds = MarkingRound.objects.filter(attempt__learner=person).values_list("pk", "attempt_id")
    marks = RubricMark.objects.filter(round__attempt__in=hidden).values_list("pk", flat=True)
    said: Spoken = {
        pk: {"attempt": attempts[attempt].quiz, **({"score": later, "feedback": later} if attempt in hidden else {})}
        for pk, attempt in rounds
    }
    return {"assessments.MarkingRound": said, "assessments.RubricMark": {pk: {"points": later} for pk in marks}}


def _answer_words(attempt: SpokenAttempt, pk: int) -> dict[str, Value]:
    said = attempt.answers[pk]
    score: Value = _("told after the class has gone through it") if said.score is None else float(said.score)
    words = {"attempt": attempt.quiz, "question": said.question, "chosen": said.answer, "score": score}
    return words if attempt.is_told else words | {"mark": None}


def _lesson_words(person: User, language: str | None) -> Spoken:
    given = list(LessonAssignment.objects.filter(progress__learner=person).with_lesson())
    pages = localized([row.lesson for row in given], language)
    titles = {row.pk: f"{row.lesson.number}. {pages[row.lesson.translation_key].title}" for row in given}
    progress = person.lesson_progress.values_list("pk", "assignment_id")
    return {pk: {"assignment": titles[assignment_id]} for pk, assignment_id in progress}
