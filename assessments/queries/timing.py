"""When the time of an attempt is over: only training groups of professionals have a limit that closes anything."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from assessments.models import AssignmentException, Attempt, QuizAssignment
from institutions.enums import CohortKind

# An answer on its way when the clock strikes still counts.
GRACE = timedelta(seconds=30)


@dataclass(frozen=True)
class Clock:
    """The time of one attempt by the server's clock."""

    ends_at: datetime
    now: datetime

    @property
    def minutes_left(self) -> int:
        """Return the whole minutes that are left."""
        return max(0, int((self.ends_at - self.now).total_seconds() // 60))

    @property
    def is_over(self) -> bool:
        """Whether the time is over; what is on its way still counts for half a minute."""
        return self.now >= self.ends_at

    @property
    def is_closed(self) -> bool:
        """Whether answers that arrive now do not count by themselves."""
        return self.now >= self.ends_at + GRACE


def limit_of(assignment: QuizAssignment) -> int | None:
    """Return the minutes after which answers do not count; None for every class of pupils. No query without a limit."""
    if assignment.limit_minutes is None or assignment.cohort.kind != CohortKind.TRAINING_GROUP:
        return None
    return assignment.limit_minutes


def limit_for(assignment: QuizAssignment, learner_id: int) -> int | None:
    """Return the minutes that one learner has, own ones included; None where nothing closes. Two queries at most."""
    minutes = limit_of(assignment)
    if minutes is None:
        return None
    own = AssignmentException.objects.filter(assignment_id=assignment.pk, learner_id=learner_id)
    return minutes + (own.values_list("extra_minutes", flat=True).first() or 0)


def clock_of(attempt: Attempt) -> Clock | None:
    """Return the time of an attempt, the learner's own minutes included; None where nothing closes.

    Two queries, none without a limit.
    """
    minutes = limit_for(attempt.assignment, attempt.learner_id)
    if minutes is None:
        return None
    return Clock(attempt.started_at + timedelta(minutes=minutes), timezone.now())
