"""Which of somebody's tries is the result: the one place that says so, for every screen, file and figure.

Research statistics do not ask here; they use first tries.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from decimal import Decimal
from typing import NamedTuple, Protocol

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


class Tried(Protocol):
    """What a try says that decides whether it counts."""

    @property
    def number(self) -> int: ...
    @property
    def sent_at(self) -> datetime | None: ...
    @property
    def score(self) -> Decimal | None: ...
    @property
    def max_score(self) -> Decimal | None: ...


class Try(NamedTuple):
    """A try without all that a table of thousands does not show."""

    pk: int
    assignment_id: int
    learner_id: int
    number: int
    sent_at: datetime | None
    score: Decimal | None
    max_score: Decimal | None


def counted_tries(policies: Mapping[int, str]) -> dict[tuple[int, int], Try]:
    """Return the try that counts by (assignment, learner), of assignments with these policies. One light query."""
    found: dict[tuple[int, int], list[Try]] = {}
    rows = Attempt.objects.counting().filter(assignment__in=policies).order_by("number")
    for row in rows.values_list(*Try._fields):
        attempt = Try._make(row)
        found.setdefault((attempt.assignment_id, attempt.learner_id), []).append(attempt)
    return {pair: tries[0] if len(tries) == 1 else counted(policies[pair[0]], tries) for pair, tries in found.items()}


def counted[T: Tried](policy: str, attempts: list[T]) -> T:
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


def _share(attempt: Tried) -> Decimal:
    return (attempt.score or Decimal(0)) / attempt.max_score if attempt.max_score else Decimal(0)


def marked_as_counting(attempts: Iterable[Attempt]) -> set[int]:
    """Return the ids of the tries that count, where their learner has sent several; no query.

    They come with their assignments and in their order.
    """
    found: dict[tuple[int, int], list[Attempt]] = {}
    for attempt in attempts:
        if attempt.sent_at is not None:
            found.setdefault((attempt.assignment_id, attempt.learner_id), []).append(attempt)
    several = [tries for tries in found.values() if len(tries) > 1]
    allowed = [[attempt for attempt in tries if attempt.may_count] for tries in several]
    return {counted(tries[0].assignment.counted_try, tries).pk for tries in allowed if tries}


def counted_scores(cohort: Cohort) -> dict[tuple[int, int], Attempt]:
    """Return the sent tries that count by (assignment id, learner id) of a class. Two queries."""
    assignments = QuizAssignment.objects.filter(cohort=cohort)
    sent = Attempt.objects.filter(sent_at__isnull=False).defer("layout")
    return counted_attempts(assignments, sent)
