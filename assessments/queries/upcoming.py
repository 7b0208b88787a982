"""How many questions of other quizzes build on a competency."""

from collections import Counter
from collections.abc import Iterable, Mapping

from assessments.models import QuizAssignment, QuizVersion


def questions_by_competency(assignments: Iterable[QuizAssignment]) -> Mapping[str, int]:
    """Return how many questions each competency has in these quizzes. One query for any number."""
    found: Counter[str] = Counter()
    structures = QuizVersion.objects.filter(pk__in={row.version_id for row in assignments})
    for structure in structures.values_list("structure", flat=True):
        found.update(item["competency"] for item in structure["items"] if item.get("competency"))
    return found
