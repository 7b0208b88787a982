"""How many questions of other quizzes build on a competency."""

from collections import Counter
from collections.abc import Mapping

from django.db.models import QuerySet

from assessments.models import QuizVersion


def questions_by_competency(versions: QuerySet[QuizVersion]) -> Mapping[str, int]:
    """Return how many questions each competency has in these versions. One query for any number."""
    found: Counter[str] = Counter()
    for structure in versions.values_list("structure", flat=True):
        found.update(item["competency"] for item in structure["items"] if item.get("competency"))
    return found
