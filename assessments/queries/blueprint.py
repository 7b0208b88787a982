"""What a quiz is meant to ask of each competency, and what it asks."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from assessments.drawing import FORMS
from assessments.enums import Difficulty
from assessments.grading import is_recorded
from assessments.models import Quiz
from assessments.queries.draft import Draft
from curriculum.models import Competency


@dataclass(frozen=True)
class PlannedCell:
    """One competency at one difficulty; ``planned`` is None where the quiz declares nothing."""

    difficulty: Difficulty
    planned: int | None
    present: int

    @property
    def missing(self) -> int:
        """Return how many questions are missing."""
        return max(0, (self.planned or 0) - self.present)

    @property
    def surplus(self) -> int:
        """Return how many questions are more than planned."""
        return 0 if self.planned is None else max(0, self.present - self.planned)


@dataclass(frozen=True)
class PlannedRow:
    """One competency; ``unsorted`` are drawn without a difficulty, so that nobody can say where they belong."""

    competency: Competency
    cells: tuple[PlannedCell, ...]
    unsorted: int

    @property
    def present(self) -> int:
        """Return how many questions of the competency one student is asked."""
        return self.unsorted + sum(cell.present for cell in self.cells)


def blueprint_of(draft: Draft) -> list[PlannedRow]:
    """Return a row for each competency that is planned or asked, the planned ones first. No query."""
    planned = {competency.translation_key: (competency, counts) for competency, counts in _planned(draft.quiz)}
    present, found = _present(draft)
    competencies = {key: competency for key, (competency, _counts) in planned.items()} | {
        key: competency for key, competency in found.items() if key not in planned
    }
    return [
        PlannedRow(
            competency,
            tuple(
                PlannedCell(
                    difficulty,
                    planned[key][1][difficulty] if key in planned else None,
                    present[key, difficulty.value],
                )
                for difficulty in Difficulty
            ),
            present[key, ""],
        )
        for key, competency in competencies.items()
    ]


def _planned(quiz: Quiz) -> Iterator[tuple[Competency, dict[str, int]]]:
    for entry in quiz.blueprint:
        if entry.value["competency"] is not None:
            yield entry.value["competency"], {name: entry.value[name] or 0 for name in Difficulty.values}


def _present(draft: Draft) -> tuple[Counter[tuple[object, str]], dict[object, Competency]]:
    """Count what one student is asked, by competency and difficulty."""
    counts: Counter[tuple[object, str]] = Counter()
    found: dict[object, Competency] = {}
    for one, frozen, _texts in draft.whole:
        competency = one.row.competency
        if one.draw or competency is None or one.form not in ("", FORMS[0]) or not is_recorded(frozen):
            continue
        found[competency.translation_key] = competency
        counts[competency.translation_key, one.row.difficulty] += 1
    for draw in draft.draws:
        if draw.competency is not None:
            found.setdefault(draw.competency.translation_key, draw.competency)
            counts[draw.competency.translation_key, draw.difficulty] += draw.count
    return counts, found
