"""By which rules a class answers a quiz."""

from dataclasses import dataclass

from assessments.models import Quiz, QuizAssignment


@dataclass(frozen=True)
class Rules:
    """What a teacher decides about a quiz beside its window."""

    tries: int
    counted_try: str
    feedback: str
    is_shuffled: bool
    advised_minutes: int | None
    limit_minutes: int | None


def suggested_rules(quiz: Quiz) -> Rules:
    """Return what the author of a quiz suggests, in its row in the source language."""
    return _rules(quiz)


def standing_rules(assignment: QuizAssignment) -> Rules:
    """Return the rules a class has now."""
    return _rules(assignment)


def _rules(row: Quiz | QuizAssignment) -> Rules:
    return Rules(
        tries=row.tries,
        counted_try=row.counted_try,
        feedback=row.feedback,
        is_shuffled=row.is_shuffled,
        advised_minutes=row.advised_minutes,
        limit_minutes=row.limit_minutes,
    )
