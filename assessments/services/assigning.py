"""Giving a quiz to a class, taking it back, releasing feedback."""

from dataclasses import asdict, replace
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from assessments.models import QuizAssignment, QuizVersion
from assessments.queries.rules import Rules, suggested_rules
from audit import services as audit
from institutions.enums import CohortKind
from institutions.models import Cohort


@transaction.atomic
def assign_quiz(
    *,
    version: QuizVersion,
    cohort: Cohort,
    actor: User | None,
    opens_at: datetime | None = None,
    closes_at: datetime | None = None,
    tries: int | None = None,
    feedback: str | None = None,
    rules: Rules | None = None,
) -> QuizAssignment:
    """Give a quiz version to a class; a class that has it already gets the same assignment back. Audited.

    What is not said is as the quiz's author suggests. A time limit is kept for training groups only.
    """
    wanted = rules or suggested_rules(version.quiz)
    if cohort.kind != CohortKind.TRAINING_GROUP:
        wanted = replace(wanted, limit_minutes=None)
    assignment, created = QuizAssignment.objects.get_or_create(
        version=version,
        cohort=cohort,
        withdrawn_at=None,
        defaults={
            "opens_at": opens_at or timezone.now(),
            "closes_at": closes_at,
            **asdict(wanted),
            "tries": tries or wanted.tries,
            "feedback": feedback or wanted.feedback,
            "assigned_by_id": actor.pk if actor else None,
        },
    )
    if created:
        audit.record(actor=actor, action="quiz.assign", scope_type="quiz_assignment", scope_id=assignment.public_id)
    return assignment


@transaction.atomic
def withdraw_quiz(*, assignment: QuizAssignment, actor: User) -> None:
    """Take a quiz back from a class; answers that were given stay. Repeating it changes nothing. Audited."""
    changed = QuizAssignment.objects.filter(pk=assignment.pk, withdrawn_at=None).update(withdrawn_at=timezone.now())
    if changed:
        audit.record(actor=actor, action="quiz.withdraw", scope_type="quiz_assignment", scope_id=assignment.public_id)


@transaction.atomic
def release_feedback(*, assignment: QuizAssignment, actor: User) -> None:
    """Let the class see its feedback where the teacher had kept it back. Repeating it changes nothing. Audited."""
    changed = QuizAssignment.objects.filter(pk=assignment.pk, feedback_released_at=None).update(
        feedback_released_at=timezone.now()
    )
    if changed:
        audit.record(actor=actor, action="quiz.release", scope_type="quiz_assignment", scope_id=assignment.public_id)
