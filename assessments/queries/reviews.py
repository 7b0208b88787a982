"""What a person said about work that was handed in, as its student and its teacher read it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assessments.interactions.base import FrozenItem, ItemTexts
from assessments.interactions.by_person import criteria_of
from assessments.interactions.rubric import LEVELS, words_of
from assessments.models import AnswerFile, Attempt, MarkingRound
from assessments.queries.frozen import FrozenTexts, frozen_structure


@dataclass(frozen=True)
class Level:
    """What earns so many points; ``is_given`` where somebody decided so."""

    points: int
    text: str
    is_given: bool


@dataclass(frozen=True)
class CriterionRow:
    """One criterion; ``points`` is None while nobody has decided."""

    id: str
    text: str
    least: int
    points: int | None
    levels: Sequence[Level]

    @property
    def is_short(self) -> bool:
        """Whether a starred criterion has fewer points than it needs."""
        return self.points is not None and self.points < self.least

    @property
    def given(self) -> str:
        """Return the words of the level that was given."""
        return next((level.text for level in self.levels if level.is_given), "")


@dataclass(frozen=True)
class Review:
    """One answer with its files and what was said about it; ``score`` is None while it waits."""

    files: Sequence[AnswerFile]
    criteria: Sequence[CriterionRow]
    score: int | None = None
    max_score: int = 0
    feedback: str = ""


def criterion_rows(item: FrozenItem, texts: ItemTexts, points: Mapping[str, int]) -> list[CriterionRow]:
    """Return the criteria of an item with these points; pure."""
    rows = []
    for one in criteria_of(item):
        words, given = words_of(texts, one), points.get(one.id)
        levels = [Level(number, words.levels[number], number == given) for number in LEVELS]
        rows.append(CriterionRow(one.id, words.text, one.least, given, levels))
    return rows


def points_of(found: MarkingRound | None) -> dict[str, int]:
    """Return the points of a round, which comes with its marks."""
    return {mark.criterion: mark.points for mark in found.marks.all()} if found else {}


def reviews_of(attempt: Attempt, texts: FrozenTexts) -> dict[str, Review]:
    """Return a student's reviews by question: only what was decided as a whole. Four queries where a person marks."""
    items = frozen_structure(attempt.assignment.version).for_person
    if not items:
        return {}
    given = {row.item_id: row for row in attempt.responses.filter(item_id__in=[item.id for item in items])}
    files = {row.public_id: row for row in attempt.answer_files.all()}
    latest = {found.item_id: found for found in attempt.marking_rounds.prefetch_related("marks").order_by("number")}
    reviews = {}
    for item in items:
        found, response = latest.get(item.id), given.get(item.id)
        is_current = found is not None and response is not None and found.sequence == response.sequence
        decided = found if found is not None and is_current and found.score is not None else None
        reviews[item.id] = Review(
            files=[files[name] for name in _named(response.answer if response else None) if name in files],
            criteria=criterion_rows(item, texts.by_item[item.id], points_of(decided)),
            score=decided.score if decided else None,
            max_score=item.max_score,
            feedback=decided.feedback if decided else "",
        )
    return reviews


def files_of(attempt: Attempt, answer: object) -> list[AnswerFile]:
    """Return the files that a stored answer names, in its order. One query, and none for an answer without files."""
    named = _named(answer)
    if not named:
        return []
    found = {row.public_id: row for row in attempt.answer_files.filter(public_id__in=named)}
    return [found[name] for name in named if name in found]


def _named(answer: object) -> list[str]:
    names: list[str] = answer.get("files", []) if isinstance(answer, dict) else []
    return names
