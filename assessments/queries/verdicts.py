"""Whether tries pass: enough points, every ★ criterion at what it needs, every question right that has to be."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from assessments.enums import Verdict
from assessments.grading import Structure
from assessments.interactions import dont_know
from assessments.interactions.by_person import criteria_of
from assessments.models import Attempt, MarkingRound, QuizVersion, Response
from assessments.queries.frozen import frozen_structure
from assessments.queries.reviews import points_of


@dataclass
class Shown:
    """What one try has to show besides its sum: scores by question, points by criterion, and whether work waits."""

    scores: dict[str, Decimal] = field(default_factory=dict)
    points: dict[str, Mapping[str, int]] = field(default_factory=dict)
    is_waiting: bool = False


def is_judged(structure: Structure) -> bool:
    """Whether people are told "passed" or "not yet": where work is marked, or a question has to be right."""
    return bool(structure.for_person or structure.plan.critical)


def falls_short(own: Structure, key: Structure, asked: Iterable[str], shown: Shown) -> bool:
    """Whether a try misses what no sum makes up for; pure. ``key`` is the structure that marks the answers."""
    for item_id in asked:
        item = own.by_id[item_id]
        needed = (key.by_id.get(item_id) or item).max_score
        if item_id in own.plan.critical and shown.scores.get(item_id, 0) < needed:
            return True
        given = shown.points.get(item_id, {})
        if any(given.get(one.id, 0) < one.least for one in criteria_of(item)):
            return True
    return False


def verdicts(attempts: Sequence[Attempt]) -> dict[int, Verdict]:
    """Return how each sent try stands; they come with their assignments and versions. Three queries, or none.

    One more where a corrected key marks them.
    """
    sent = [attempt for attempt in attempts if attempt.sent_at is not None]
    own = {attempt.pk: frozen_structure(attempt.assignment.version) for attempt in sent}
    judged = [attempt for attempt in sent if is_judged(own[attempt.pk])]
    shown = _shown(judged) if judged else {}
    corrected = {number for attempt in judged if (number := attempt.assignment.key_version_id) is not None}
    found = QuizVersion.objects.defer("structure").filter(pk__in=corrected) if corrected else ()
    keys = {version.pk: frozen_structure(version) for version in found}
    told = {}
    for attempt in sent:
        structure, what = own[attempt.pk], shown.get(attempt.pk, Shown())
        key = keys.get(attempt.assignment.key_version_id or 0, structure)
        asked = attempt.layout["items"] if attempt.pk in shown else ()
        has_enough = (attempt.score or 0) * 100 >= (attempt.max_score or 0) * attempt.assignment.version.pass_percent
        if what.is_waiting:
            told[attempt.pk] = Verdict.WAITING
        elif has_enough and not falls_short(structure, key, asked, what):
            told[attempt.pk] = Verdict.PASSED
        else:
            told[attempt.pk] = Verdict.NOT_YET
    return told


def _shown(attempts: Sequence[Attempt]) -> dict[int, Shown]:
    shown = {attempt.pk: Shown() for attempt in attempts}
    works = {attempt.pk: {item.id for item in _structure(attempt).for_person} for attempt in attempts}
    rounds = {
        (found.attempt_id, found.item_id, found.sequence): found
        for found in MarkingRound.objects.filter(attempt__in=shown).prefetch_related("marks").order_by("number")
    }
    for row in Response.objects.filter(attempt__in=shown):
        one = shown[row.attempt_id]
        one.scores[row.item_id] = row.score
        if row.item_id in works[row.attempt_id]:
            one.points[row.item_id] = points_of(rounds.get((row.attempt_id, row.item_id, row.sequence)))
            one.is_waiting |= row.mark is None and dont_know.CODE not in row.answer
    return shown


def _structure(attempt: Attempt) -> Structure:
    return frozen_structure(attempt.assignment.version)
