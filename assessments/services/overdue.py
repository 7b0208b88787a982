"""Sending what a time limit has closed, so that a forgotten page does not keep a result from counting."""

from datetime import timedelta

from django.utils import timezone

from assessments.models import AssignmentException, Attempt
from assessments.queries.timing import GRACE
from assessments.services.answering import send_attempt
from institutions.enums import CohortKind

OVERDUE_JOB = "assessments.send_overdue"


def send_overdue() -> int:
    """Send the attempts of training groups whose time is over; return how many. Repeating it changes nothing."""
    running = list(
        Attempt.objects.filter(
            sent_at=None,
            assignment__limit_minutes__isnull=False,
            assignment__cohort__kind=CohortKind.TRAINING_GROUP,
        )
        .select_related("assignment")
        .defer("layout")
    )
    own = {
        (assignment_id, learner_id): minutes
        for assignment_id, learner_id, minutes in AssignmentException.objects.filter(
            assignment__in={attempt.assignment_id for attempt in running}, extra_minutes__gt=0
        ).values_list("assignment_id", "learner_id", "extra_minutes")
    }
    latest, overdue = timezone.now() - GRACE, 0
    for attempt in running:
        minutes = (attempt.assignment.limit_minutes or 0) + own.get((attempt.assignment_id, attempt.learner_id), 0)
        if attempt.started_at + timedelta(minutes=minutes) <= latest:
            send_attempt(attempt=attempt)
            overdue += 1
    return overdue
