"""The criteria by which a person marks an answer, as they are frozen: what each is worth and what it needs at least."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from assessments.interactions import reading
from assessments.interactions.base import FrozenError, ItemTexts, Json

RUBRIC = "rubric"  # the setting that names one, in the editor and in files
MOST_POINTS = 3
MOST_CRITERIA = 10
LEVELS = range(MOST_POINTS + 1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Criterion:
    """One criterion, worth 0 to 3 points; a starred one needs `least` of them, whatever the sum says."""

    id: str
    least: int = 0

    @property
    def is_starred(self) -> bool:
        return self.least > 0

    def to_json(self) -> Json:
        return {"id": self.id, **({"least": self.least} if self.least else {})}


@dataclass(frozen=True, slots=True, kw_only=True)
class CriterionWords:
    """One criterion in one language: `levels` says from 0 points on what earns them."""

    text: str
    levels: tuple[str, ...]


def criteria_from_json(data: Mapping[str, object]) -> tuple[Criterion, ...]:
    """Raises FrozenError when the stored criteria are none."""
    return tuple(
        Criterion(id=reading.text(entry, "id"), least=reading.whole(entry, "least", 0, MOST_POINTS, default=0))
        for entry in reading.entries(data, "criteria", {"id", "least"})
    )


def check_criteria(criteria: Sequence[Criterion], max_score: int) -> None:
    """Raises FrozenError unless there are criteria, each once, and the points are theirs together."""
    reading.check_choices([one.id for one in criteria], "criteria", fewest=1, most=MOST_CRITERIA)
    if max_score != MOST_POINTS * len(criteria):
        raise FrozenError("max_score", "not the sum of the criteria")


def missing(settings: Mapping[str, object]) -> Iterator[tuple[str, str]]:
    """Yields field and sentence where a question that a person is to mark names no rubric."""
    if not settings.get(RUBRIC):
        yield RUBRIC, _("Choose the rubric by which the teacher marks.")


def shown_criteria(texts: ItemTexts, criteria: Sequence[Criterion]) -> list[str]:
    """What a student reads before the work: first, with a star, what has to be safe."""
    words = [(one, words_of(texts, one).text) for one in criteria]
    return [f"★ {text}" for one, text in words if one.is_starred] + [text for one, text in words if not one.is_starred]


def level_name(criterion: str, points: int) -> str:
    """The name under which the texts of an item hold one level of a criterion."""
    return f"{criterion}:{points}"


def text_names(criteria: Sequence[Criterion]) -> list[str]:
    """The names of everything in the criteria that has words."""
    return [name for one in criteria for name in (one.id, *(level_name(one.id, points) for points in LEVELS))]


def words_of(texts: ItemTexts, criterion: Criterion) -> CriterionWords:
    """The words of one criterion."""
    levels = tuple(texts.choices[level_name(criterion.id, points)].text for points in LEVELS)
    return CriterionWords(text=texts.choices[criterion.id].text, levels=levels)
