"""First attempts as the figures read them: few queries, and never more than so many attempts."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from assessments import interactions
from assessments.grading import Structure
from assessments.interactions import dont_know
from assessments.interactions.base import AnswerError, FrozenItem, Scoring
from assessments.models import Attempt, ItemTally, QuizVersion, Response
from assessments.statistics import ItemCounts, Sheet

# The newest ones. More would make no figure better (the error of a correlation is 0.02 by then) and every page slower.
NEWEST = 2_000


@dataclass(frozen=True)
class Sheets:
    """What was read: parsed versions by row number, their newest sent first attempts, and whether there were more."""

    structures: Mapping[int, Structure]
    rows: Sequence[Sheet]
    is_cut: bool


def read_sheets(versions: Iterable[QuizVersion]) -> Sheets:
    """Return the sent first attempts at versions, which come with their structure. Two queries."""
    structures = {version.pk: Structure.from_json(version.structure) for version in versions}
    found = (
        Attempt.objects.first_per_learner()
        .filter(assignment__version__in=structures, sent_at__isnull=False, is_extra=False)
        .order_by("-sent_at", "-pk")
    )
    # What was asked is read of the newest alone; with the sort it would be read of all there are.
    newest = Attempt.objects.filter(pk__in=found.values("pk")[: NEWEST + 1]).order_by("-sent_at", "-pk")
    asked = list(newest.values_list("pk", "assignment__version_id", "layout__items"))
    answers = _answers(found[:NEWEST])
    read = _Reading()
    rows = [
        _sheet(version_id, structures[version_id], items, answers.get(pk, {}), read)
        for pk, version_id, items in asked[:NEWEST]
    ]
    return Sheets(structures, rows, len(asked) > NEWEST)


def erased_counts(versions: Iterable[int], item_ids: Iterable[str]) -> dict[str, ItemCounts]:
    """Return what is left of answers that are gone, by item. One query."""
    counts: dict[str, ItemCounts] = {}
    found = ItemTally.objects.filter(version__in=versions, item_id__in=item_ids)
    for item_id, answered, right, choices in found.values_list("item_id", "answered", "right", "choices"):
        counts[item_id] = counts.get(item_id, ItemCounts()) + ItemCounts(answered, right, choices)
    return counts


@dataclass(frozen=True, slots=True)
class _Given:
    """One stored answer, its points as they stand and its language."""

    answer: object
    score: float
    language: str


def _answers(attempts: QuerySet[Attempt]) -> dict[int, dict[str, _Given]]:
    answers: dict[int, dict[str, _Given]] = {}
    stored = Response.objects.filter(attempt__in=attempts.values("pk"))
    for attempt_id, item_id, answer, score, language in stored.values_list(
        "attempt_id", "item_id", "answer", "score", "language"
    ):
        answers.setdefault(attempt_id, {})[item_id] = _Given(answer, float(score), language)
    return answers


class _Reading:
    """Reads every different answer to a question once; most are equal."""

    def __init__(self) -> None:
        self._kept: dict[tuple[int, str, str], tuple[str, ...] | None] = {}

    def options(self, version_id: int, item: FrozenItem, answer: object) -> tuple[str, ...] | None:
        """Return the options an answer takes; None for one that cannot be read."""
        name = (version_id, item.id, repr(answer))
        if name not in self._kept:
            self._kept[name] = _options(item, answer)
        return self._kept[name]


def _options(item: FrozenItem, answer: object) -> tuple[str, ...] | None:
    kind = interactions.logic(item.kind)
    try:
        read = kind.answer_from_json(item, answer)
    except AnswerError:
        return None
    return (dont_know.CODE,) if read == dont_know.DONT_KNOW else kind.picked(item, read)


def _sheet(
    version_id: int, structure: Structure, items: Sequence[str], answers: Mapping[str, _Given], read: _Reading
) -> Sheet:
    shares, given, languages = {}, {}, {}
    for item in structure.only(items).items:
        if interactions.logic(item.kind).SCORING is not Scoring.KEY:
            continue
        stored = answers.get(item.id)
        shares[item.id] = stored.score / item.max_score if stored else 0.0
        options = read.options(version_id, item, stored.answer) if stored else None
        if stored and options is not None:
            given[item.id], languages[item.id] = options, stored.language
    return Sheet(version=version_id, shares=shares, given=given, languages=languages)
