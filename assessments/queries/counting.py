"""Which of somebody's tries is the result: the one place that says so, for every screen, file and figure.

Research statistics do not ask here; they use first tries.
"""

from collections.abc import Iterable
from decimal import Decimal

from assessments.enums import CountedTry
from assessments.models import Attempt, AttemptQuerySet, QuizAssignment
from institutions.models import Cohort


def counted_attempts(
    assignments: Iterable[QuizAssignment], attempts: AttemptQuerySet
) -> dict[tuple[int, int], Attempt]:
    """Return the try that counts by (assignment id, learner id), out of these tries. One query.

    A try counts once it is sent; somebody who has sent none is shown by the one that runs.
    """
    policies = {assignment.pk: assignment.counted_try for assignment in assignments}
    found: dict[tuple[int, int], list[Attempt]] = {}
    for attempt in attempts.counting().filter(assignment__in=policies).order_by("number"):
        found.setdefault((attempt.assignment_id, attempt.learner_id), []).append(attempt)
    return {pair: counted(policies[pair[0]], tries) for pair, tries in found.items()}


def counted(policy: str, attempts: list[Attempt]) -> Attempt:
    """Return which of one learner's tries, given in their order, is the result."""
    sent = [attempt for attempt in attempts if attempt.sent_at is not None]
    if not sent:
        return attempts[-1]
    if policy == CountedTry.FIRST:
        return sent[0]
    if policy == CountedTry.LAST:
        return sent[-1]
    # Of two equally good ones the later: it shows what the learner knows now.
    return max(sent, key=lambda attempt: (_share(attempt), attempt.number))


def _share(attempt: Attempt) -> Decimal:
    return (attempt.score or Decimal(0)) / attempt.max_score if attempt.max_score else Decimal(0)


def counted_scores(cohort: Cohort) -> dict[tuple[int, int], Attempt]:
    """Return the sent tries that count by (assignment id, learner id) of a class. Two queries."""
    assignments = QuizAssignment.objects.filter(cohort=cohort)
    sent = Attempt.objects.filter(sent_at__isnull=False).defer("layout")
    return counted_attempts(assignments, sent)
