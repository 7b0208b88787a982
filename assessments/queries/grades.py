"""What each learner of a class has in each of its quizzes, as one cell of the gradebook."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from assessments.enums import AnswerSource
from assessments.models import QuizAssignment, QuizVersion, Response
from assessments.queries.counting import Try, counted_tries
from assessments.queries.drafts import FOR_PERSON


@dataclass(frozen=True)
class Grade:
    """One cell: ``state`` as in the table of results, the points where something was sent, and how it came.

    ``source`` is empty for answers from a student's own device.
    """

    state: str
    score: Decimal = Decimal(0)
    most: Decimal = Decimal(0)
    source: str = ""

    @property
    def is_sent(self) -> bool:
        """Whether its points count."""
        return self.state in ("right", "part", "wrong", "waiting")

    @property
    def text(self) -> str:
        """Return the points as a cell shows them."""
        return f"{plain(self.score)}/{plain(self.most)}" if self.is_sent else ""


NOTHING = Grade("none")
# Left out by the filter for one way of answering.
ELSEWHERE = Grade("unasked")


def plain(points: Decimal) -> str:
    """Return points without zeros that say nothing."""
    return f"{points.normalize():f}"


def grades(assignments: Sequence[QuizAssignment]) -> dict[tuple[int, int], Grade]:
    """Return the grades by (assignment, learner), equal ones as one object. Two queries, two more where a person marks.

    ``assignments`` come with their versions.
    """
    tries = counted_tries({row.pk: row.counted_try for row in assignments})
    sources, waiting = _sources(assignments), _waiting(assignments)
    needed = {row.pk: row.version.pass_percent for row in assignments}
    kept: dict[tuple[object, ...], Grade] = {}
    found = {}
    for pair, attempt in tries.items():
        source, is_waiting = sources.get(attempt.pk, ""), attempt.pk in waiting
        name = (attempt.sent_at is None, attempt.score, attempt.max_score, needed[pair[0]], source, is_waiting)
        if name not in kept:
            kept[name] = _grade(attempt, needed[pair[0]], source, is_waiting=is_waiting)
        found[pair] = kept[name]
    return found


def _grade(attempt: Try, needed: int, source: str, *, is_waiting: bool) -> Grade:
    if attempt.sent_at is None:
        return Grade("open", source=source)
    score, most = attempt.score or Decimal(0), attempt.max_score or Decimal(0)
    return Grade("waiting" if is_waiting else grade_state(score, most, needed), score, most, source)


def grade_state(score: Decimal, most: Decimal, needed: int) -> str:
    """Return right from the pass mark on, part from half of it on, else wrong; compared before any rounding."""
    if most and score * 100 >= needed * most:
        return "right"
    return "part" if most and score * 200 >= needed * most else "wrong"


def _sources(assignments: Sequence[QuizAssignment]) -> Mapping[int, str]:
    """Return how the answers of a try came where not all of them came from a device."""
    rows = Response.objects.filter(attempt__assignment__in=assignments).exclude(source=AnswerSource.DEVICE)
    return dict(rows.order_by("source").values_list("attempt_id", "source").distinct())


def _waiting(assignments: Sequence[QuizAssignment]) -> frozenset[int]:
    """Return the tries in which something waits for a person's mark."""
    versions = {row.version_id for row in assignments if row.version.needs_marking}
    if not versions:
        return frozenset()
    structures = QuizVersion.objects.filter(pk__in=versions).values_list("structure", flat=True)
    items = {item["id"] for structure in structures for item in structure["items"] if item["kind"] in FOR_PERSON}
    rows = Response.objects.filter(attempt__assignment__in=assignments, item_id__in=items, mark__isnull=True)
    return frozenset(rows.values_list("attempt_id", flat=True))
