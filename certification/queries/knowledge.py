"""Tries at the tests of programmes, with what they reached in each competency."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal

from assessments.grading import Structure
from assessments.models import Attempt, Response
from assessments.queries.frozen import frozen_structure
from certification.enums import CandidacyKind
from certification.grading import TryFact
from certification.models import Candidacy
from curriculum.models import Competency


def tries_of(candidacies: Sequence[Candidacy]) -> dict[int, list[TryFact]]:
    """Return the sent tries at the test of each candidacy, by its number.

    Three queries, and the first time one for each version of a test.
    """
    tests = {one.pk: test_of(one) for one in candidacies}
    attempts = list(
        Attempt.objects.counting()
        .filter(
            learner__in={one.person_id for one in candidacies},
            assignment__version__quiz__in={test for test in tests.values() if test is not None},
            sent_at__isnull=False,
        )
        .select_related("assignment__version")
        .defer("assignment__version__structure")
        .order_by("started_at", "pk")
    )
    scores: dict[int, dict[str, Decimal]] = defaultdict(dict)
    answers = Response.objects.filter(attempt__in=attempts).values_list("attempt_id", "item_id", "score")
    for attempt_id, item_id, score in answers:
        scores[attempt_id][item_id] = score
    codes = _codes(candidacies)
    found: dict[tuple[int, int], list[TryFact]] = defaultdict(list)
    for attempt in attempts:
        version = attempt.assignment.version
        fact = _try(attempt, frozen_structure(version), scores[attempt.pk], codes)
        found[attempt.learner_id, version.quiz_id].append(fact)
    return {one.pk: found[one.person_id, tests[one.pk] or 0] for one in candidacies}


def test_of(candidacy: Candidacy) -> int | None:
    """Return the number of the quiz that a candidacy has to pass."""
    programme = candidacy.programme
    return programme.renewal_test_id if candidacy.kind == CandidacyKind.RENEWAL else programme.test_id


def _codes(candidacies: Iterable[Candidacy]) -> dict[str, str]:
    frameworks = {one.programme.framework_id for one in candidacies}
    rows = Competency.objects.filter(framework__in=frameworks).values_list("translation_key", "code")
    return {str(key): code for key, code in rows}


def _try(attempt: Attempt, structure: Structure, scores: Mapping[str, Decimal], codes: Mapping[str, str]) -> TryFact:
    """Return what a try reached; what was asked and not answered counts as nothing."""
    asked = [structure.by_id[item] for item in attempt.layout["items"] if item in structure.by_id]
    most: dict[str, Decimal] = defaultdict(Decimal)
    reached: dict[str, Decimal] = defaultdict(Decimal)
    for item in asked:
        code = codes.get(item.competency, "")
        most[code] += item.max_score
        reached[code] += scores.get(item.id) or Decimal(0)
    whole = sum(most.values(), Decimal(0))
    critical = (item for item in asked if item.id in structure.plan.critical)
    assert attempt.sent_at is not None  # noqa: S101  only sent tries are asked for
    return TryFact(
        started_at=attempt.started_at,
        sent_at=attempt.sent_at,
        percent=100 * sum(reached.values(), Decimal(0)) / whole if whole else Decimal(0),
        each={code: 100 * reached[code] / points for code, points in sorted(most.items()) if code and points},
        is_critical_right=all((scores.get(item.id) or 0) >= item.max_score for item in critical),
        asked=len(asked),
    )
