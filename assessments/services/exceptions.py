"""More tries, or a later last day, for one student; the assignment itself stays as it is for the others."""

from datetime import datetime

from django.db import transaction

from accounts.models import User
from assessments.models import AssignmentException, QuizAssignment
from audit import services as audit
from institutions.models import Enrolment

MOST_EXTRA_TRIES = 20


class NoException(Exception):
    """The quiz was taken back from the class, or the student is not in it."""


@transaction.atomic
def give_exception(
    *,
    assignment: QuizAssignment,
    enrolment: Enrolment,
    actor: User,
    extra_tries: int,
    closes_at: datetime | None = None,
    extra_minutes: int = 0,
) -> AssignmentException:
    """Let one student try more often, later or longer. Audited.

    The numbers are totals, so that repeating it changes nothing. Raises ``NoException``.
    """
    standing = QuizAssignment.objects.standing().select_for_update().filter(pk=assignment.pk)
    if not standing.exists() or enrolment.cohort_id != assignment.cohort_id or enrolment.left_on is not None:
        raise NoException
    given, is_new = AssignmentException.objects.get_or_create(
        assignment=assignment,
        learner_id=enrolment.learner_id,
        defaults={
            "extra_tries": extra_tries,
            "closes_at": closes_at,
            "extra_minutes": extra_minutes,
            "given_by_id": actor.pk,
        },
    )
    if not is_new:
        if (given.extra_tries, given.closes_at, given.extra_minutes) == (extra_tries, closes_at, extra_minutes):
            return given
        given.extra_tries, given.closes_at, given.given_by_id = extra_tries, closes_at, actor.pk
        given.extra_minutes = extra_minutes
        given.save(update_fields=["extra_tries", "closes_at", "extra_minutes", "given_by_id"])
    audit.record(
        actor=actor,
        action="quiz.exception_give",
        scope_type="enrolment",
        scope_id=enrolment.public_id,
        details={
            "quiz_assignment": assignment.public_id,
            "tries": extra_tries,
            **({"minutes": extra_minutes} if extra_minutes else {}),
            "until": closes_at.date().isoformat() if closes_at else None,
        },
    )
    return given


@transaction.atomic
def end_exception(*, assignment: QuizAssignment, enrolment: Enrolment, actor: User) -> None:
    """Take it back: what the student sent stays and counts. Repeating it changes nothing. Audited."""
    removed, _per_model = AssignmentException.objects.filter(
        assignment=assignment, learner_id=enrolment.learner_id
    ).delete()
    if removed:
        audit.record(
            actor=actor,
            action="quiz.exception_end",
            scope_type="enrolment",
            scope_id=enrolment.public_id,
            details={"quiz_assignment": assignment.public_id},
        )
