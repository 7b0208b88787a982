"""How much of a quiz's total is one thing measured again and again: Cronbach's alpha."""

from collections.abc import Sequence
from dataclasses import dataclass

ALPHA_FROM_ITEMS = 8
ALPHA_FROM_SHEETS = 30


def cronbach_alpha(rows: Sequence[Sequence[float]]) -> float | None:
    """From k items: k / (k - 1) · (1 - sum of item variances / variance of totals); None where totals do not vary.

    `rows` is one row of points per attempt, equally long. For items that are right or wrong it is the KR-20 of Kuder
    and Richardson. Source: L. J. Cronbach, "Coefficient alpha and the internal structure of tests", Psychometrika 16
    (1951), 297-334. It does not matter whether variances divide by n or n - 1, as long as all do the same.
    """
    count = len(rows[0]) if rows else 0
    total = _squares([sum(row) for row in rows])
    if count <= 1 or not total:
        return None
    return count / (count - 1) * (1 - sum(_squares(column) for column in zip(*rows, strict=True)) / total)


@dataclass(frozen=True, slots=True)
class Reliability:
    """Alpha of a quiz, and of the quiz without each item in turn; None where there is too little to say."""

    sheets: int
    items: int
    alpha: float | None = None
    without: tuple[float | None, ...] = ()

    @property
    def is_enough(self) -> bool:
        """Whether there are enough items and attempts for a figure."""
        return self.items >= ALPHA_FROM_ITEMS and self.sheets >= ALPHA_FROM_SHEETS


def reliability(rows: Sequence[Sequence[float]], items: int) -> Reliability:
    """Alpha and alpha-if-item-deleted from 8 items and 30 attempts on; below that, the two numbers only."""
    found = Reliability(sheets=len(rows), items=items)
    if not found.is_enough:
        return found
    without = tuple(cronbach_alpha([[*row[:place], *row[place + 1 :]] for row in rows]) for place in range(items))
    return Reliability(found.sheets, items, cronbach_alpha(rows), without)


def _squares(values: Sequence[float]) -> float:
    """The sum of squared deviations, 0 for values that differ by rounding only."""
    mean = sum(values) / len(values) if values else 0.0
    found = sum((value - mean) ** 2 for value in values)
    return found if found > 1e-12 else 0.0  # noqa: PLR2004  far below any real share, far above rounding
