"""Whether an item is harder in one language than in the others for people who know equally much."""

from collections.abc import Iterable
from dataclasses import dataclass
from math import erfc, inf, log, sqrt

# Fewer answers in the language or in all others together: no test.
LANGUAGE_FROM = 30
SIGNIFICANT = 0.05
LARGE = 1.5

# Right and wrong in the language, right and wrong in the others, among people with the same number right.
type Table = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class Difference:
    """The outcome of a test: common odds ratio (above 1: easier in the language), chi-square with 1 degree, p."""

    odds_ratio: float
    chi_square: float
    p: float

    @property
    def is_large(self) -> bool:
        """Whether the difference is both unlikely to be chance and large on the delta scale.

        Size by the limits of the Educational Testing Service (|MH D-DIF| of 1.5 and more is large): M. Zieky,
        "Practical questions in the use of DIF statistics in test development", in Holland and Wainer (1993).
        """
        return self.p < SIGNIFICANT and abs(mh_d_dif(self.odds_ratio)) >= LARGE


def mantel_haenszel(tables: Iterable[Table]) -> Difference | None:
    """The Mantel-Haenszel test over strata, with continuity correction; None where the strata tell nothing.

    Source of the statistic: N. Mantel and W. Haenszel, Journal of the National Cancer Institute 22 (1959), 719-748; of
    its use for items, with the total score including the item as strata: P. W. Holland and D. T. Thayer,
    "Differential item performance and the Mantel-Haenszel procedure", in Wainer and Braun, Test Validity (1988).
    """
    observed = expected = variance = for_us = for_others = 0.0
    for right, wrong, others_right, others_wrong in tables:
        us, others = right + wrong, others_right + others_wrong
        n, all_right, all_wrong = us + others, right + others_right, wrong + others_wrong
        if not us or not others:
            continue
        observed += right
        expected += us * all_right / n
        variance += us * others * all_right * all_wrong / (n * n * (n - 1))
        for_us += right * others_wrong / n
        for_others += wrong * others_right / n
    if not variance:
        return None
    ratio = for_us / for_others if for_others else inf
    chi_square = max(0.0, abs(observed - expected) - 0.5) ** 2 / variance
    return Difference(ratio, chi_square, erfc(sqrt(chi_square / 2)))


def mh_d_dif(odds_ratio: float) -> float:
    """-2.35 · ln of the odds ratio of the others: above 0 the item is easier in the language (Holland and Thayer)."""
    if odds_ratio in (0, inf):
        return inf if odds_ratio else -inf
    return 2.35 * log(odds_ratio)
