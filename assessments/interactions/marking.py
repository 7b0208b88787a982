"""Steps of marking that the kinds have in common."""

from decimal import ROUND_DOWN, Decimal

from assessments.interactions.base import CellState, FrozenItem

HUNDREDTH = Decimal("0.01")


def all_or_nothing(frozen: FrozenItem, share: Decimal) -> Decimal:
    """The full score for a share of exactly 1, otherwise 0."""
    return Decimal(frozen.max_score) if share == 1 else Decimal(0)


def part(frozen: FrozenItem, share: Decimal) -> Decimal:
    """The same share of the full score, in whole hundredths, rounded down: nobody gets the full score for less."""
    return (Decimal(frozen.max_score) * share).quantize(HUNDREDTH, ROUND_DOWN)


def state_of(share: Decimal) -> CellState:
    """Right at 1, wrong at 0, partial between: the state describes the answer, not the score."""
    if share == 1:
        return CellState.RIGHT
    return CellState.PARTIAL if share > 0 else CellState.WRONG
