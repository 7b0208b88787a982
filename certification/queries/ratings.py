"""The newest ratings of dossiers, what they rest on, and everybody who judged."""

from collections import defaultdict
from collections.abc import Collection

from django.utils import timezone

from certification.enums import Setting
from certification.grading import LevelFact, SignedFact
from certification.models import LevelRating, LogEntry, Observation, SignOff


def signed_facts(candidacies: Collection[int]) -> dict[int, dict[str, SignedFact]]:
    """Return the newest sign-off of each code by candidacy. One query."""
    found: dict[int, dict[str, SignedFact]] = defaultdict(dict)
    rows = SignOff.objects.filter(candidacy__in=candidacies).select_related("rule", "observation", "evidence")
    for row in rows.order_by("signed_at", "pk"):
        found[row.candidacy_id][row.rule.code] = SignedFact(
            rating=row.rating,
            signed_on=timezone.localdate(row.signed_at),
            assessors=_people(row.assessor_id, row.second_assessor_id),
            is_live=row.observation is not None and row.observation.setting == Setting.LIVE,
            is_backed=is_backed(row),
        )
    return found


def is_backed(row: SignOff) -> bool:
    """Whether what a sign-off rests on still stands; sheets and entries of the log are looked at by the rules."""
    if row.observation is not None:
        return row.observation.finished_at is not None
    if row.evidence is not None:
        return row.evidence.withdrawn_at is None
    return bool(row.rule.sheets or row.rule.log_entries)


def level_facts(candidacies: Collection[int]) -> dict[int, dict[str, LevelFact]]:
    """Return the newest level of each competency by candidacy. One query."""
    found: dict[int, dict[str, LevelFact]] = defaultdict(dict)
    rows = LevelRating.objects.filter(candidacy__in=candidacies).select_related("competency")
    for row in rows.order_by("rated_at", "pk"):
        found[row.candidacy_id][row.competency.code] = LevelFact(
            row.level, timezone.localdate(row.rated_at), _people(row.assessor_id)
        )
    return found


def involved(candidacies: Collection[int]) -> dict[int, set[int]]:
    """Return everybody who observed, signed, rated or supervised, by candidacy. Four queries."""
    found: dict[int, set[int]] = defaultdict(set)
    for rows in (
        SignOff.objects.filter(candidacy__in=candidacies).values_list("candidacy_id", "assessor", "second_assessor"),
        LevelRating.objects.filter(candidacy__in=candidacies).values_list("candidacy_id", "assessor"),
        Observation.objects.filter(candidacy__in=candidacies).values_list("candidacy_id", "assessor"),
        LogEntry.objects.filter(candidacy__in=candidacies).values_list("candidacy_id", "supervised_by"),
    ):
        for candidacy, *people in rows:
            found[candidacy] |= _people(*people)
    return found


def _people(*numbers: int | None) -> frozenset[int]:
    return frozenset(number for number in numbers if number is not None)
