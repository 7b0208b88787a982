"""Whether those who answer an item well also do well in the rest of the quiz."""

from collections.abc import Iterable, Sequence
from math import sqrt


def point_biserial(flags: Sequence[bool], totals: Sequence[float]) -> float | None:
    """(M1 - M0) / s · √(p · q), the correlation of a yes/no with a score; None where either does not vary.

    M1 and M0 are the mean scores of the two groups, p and q their shares, s the standard deviation over all (divided by
    n). Source: L. Crocker and J. Algina, Introduction to Classical and Modern Test Theory (1986), chapter 14.
    """
    yes = [total for flag, total in zip(flags, totals, strict=True) if flag]
    no = [total for flag, total in zip(flags, totals, strict=True) if not flag]
    if not yes or not no:
        return None
    n = len(totals)
    mean = sum(totals) / n
    spread = sqrt(sum((total - mean) ** 2 for total in totals) / n)
    if not _varies(spread):
        return None
    return (sum(yes) / len(yes) - sum(no) / len(no)) / spread * sqrt(len(yes) * len(no)) / n


def item_rest(groups: Iterable[Sequence[tuple[float, float]]]) -> float | None:
    """The item-rest correlation of (item, rest) pairs, pooled within groups; None where either does not vary.

    The item is left out of the total it is compared with: counted in, it would correlate with itself (S. Henrysson,
    "Correction of item-total correlations in item analysis", Psychometrika 28, 1963). For one group of items that are
    right or wrong this equals `point_biserial`. Several groups (versions of a quiz, which are not equally hard) add up
    their deviations from the group's own means: the pooled within-group correlation of G. W. Snedecor and W. G.
    Cochran, Statistical Methods (1980), section 18.
    """
    product = square_item = square_rest = 0.0
    for pairs in groups:
        if not pairs:
            continue
        mean_item = sum(item for item, _rest in pairs) / len(pairs)
        mean_rest = sum(rest for _item, rest in pairs) / len(pairs)
        product += sum((item - mean_item) * (rest - mean_rest) for item, rest in pairs)
        square_item += sum((item - mean_item) ** 2 for item, _rest in pairs)
        square_rest += sum((rest - mean_rest) ** 2 for _item, rest in pairs)
    if not _varies(square_item) or not _varies(square_rest):
        return None
    return product / sqrt(square_item * square_rest)


def _varies(spread: float) -> bool:
    """Whether a spread is more than what adding fractions leaves behind."""
    return spread > 1e-12  # noqa: PLR2004  far below any real share, far above rounding
