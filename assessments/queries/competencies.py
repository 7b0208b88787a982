"""Right answers of a class by competency: in which quiz, in which month, and whose."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.utils import timezone

from assessments.models import QuizAssignment, QuizVersion, Response
from assessments.queries.counting import counted_tries
from assessments.queries.drafts import FOR_PERSON
from assessments.statistics import percent


@dataclass(frozen=True)
class Answered:
    """One answer of a try that counts; ``month`` is the first day of the month in which it was sent."""

    competency: str
    assignment_id: int
    learner_id: int
    month: date
    is_right: bool


@dataclass(frozen=True)
class Share:
    """How many answers there were and how many of them were right; ``percent`` is None below five."""

    n: int = 0
    right: int = 0

    def __add__(self, other: "Share") -> "Share":
        return Share(self.n + other.n, self.right + other.right)

    @property
    def percent(self) -> int | None:
        """Return the share of right answers."""
        return percent(self.right, self.n)


def competency_answers(assignments: Sequence[QuizAssignment]) -> Iterator[Answered]:
    """Yield every answer to a question with a competency and a key, of tries that count. Three queries.

    ``assignments`` come in any number; what a person marks and what is never scored is left out.
    """
    tries = counted_tries({row.pk: row.counted_try for row in assignments})
    sent = {attempt.pk: attempt for attempt in tries.values() if attempt.sent_at is not None}
    worth = _worth({row.version_id for row in assignments})
    versions = {row.pk: row.version_id for row in assignments}
    rows = Response.objects.filter(attempt__assignment__in=assignments, attempt__sent_at__isnull=False)
    for attempt_id, item_id, score in rows.values_list("attempt_id", "item_id", "score"):
        attempt = sent.get(attempt_id)
        known = worth.get((versions[attempt.assignment_id], item_id)) if attempt else None
        if attempt is not None and attempt.sent_at is not None and known is not None:
            competency, most = known
            month = timezone.localdate(attempt.sent_at).replace(day=1)
            yield Answered(competency, attempt.assignment_id, attempt.learner_id, month, score >= most)


def _worth(versions: set[int]) -> dict[tuple[int, str], tuple[str, Decimal]]:
    """Return the competency and the points of each question, by version and item."""
    rows = QuizVersion.objects.filter(pk__in=versions).values_list("pk", "structure")
    return {
        (pk, item["id"]): (item["competency"], Decimal(item.get("max_score", 1)))
        for pk, structure in rows
        for item in structure["items"]
        if item.get("competency") and item["kind"] not in FOR_PERSON
    }
