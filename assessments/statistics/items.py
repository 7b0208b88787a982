"""One item over all first attempts: facility, discrimination, options, languages, and what to look at again."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import atanh, sqrt

from assessments.interactions.base import FrozenItem
from assessments.statistics.counts import ItemCounts, OptionRow, distractor_table, facility
from assessments.statistics.discrimination import item_rest
from assessments.statistics.languages import LANGUAGE_FROM, Difference, Table, mantel_haenszel
from assessments.statistics.sheets import Sheet

ITEM_FROM = 10  # fewer answers: no figure at all
DISCRIMINATION_FROM = 30  # the error of a correlation from fewer is larger than most correlations
OPTION_FROM = 5  # fewer people who took an option: no mean of theirs
# Below it an item is to be rejected or rewritten: R. L. Ebel and D. A. Frisbie, Essentials of Educational Measurement.
WEAK = 0.2
NORMAL_95 = 1.96
RIGHT = 1.0  # the whole of an item's points


@dataclass(frozen=True, slots=True)
class OptionAnalysis:
    """One line of the distractor table; `rest` is the mean share of points in the other items of whoever took it."""

    row: OptionRow
    rest: float | None


@dataclass(frozen=True, slots=True)
class LanguageRow:
    """How the item goes in one language; `difference` is None where there are too few answers to test."""

    language: str
    n: int
    facility: float | None
    difference: Difference | None

    @property
    def behaves_differently(self) -> bool:
        """Whether people who know equally much do clearly better or worse in this language."""
        return self.difference is not None and self.difference.is_large


@dataclass(frozen=True, slots=True)
class ItemAnalysis:
    """The figures of one item; each is None while there is too little to say."""

    n: int
    facility: float | None = None
    discrimination: float | None = None
    compared: int = 0
    options: tuple[OptionAnalysis, ...] = ()
    languages: tuple[LanguageRow, ...] = ()

    @property
    def is_enough(self) -> bool:
        """Whether there are enough answers for any figure."""
        return self.n >= ITEM_FROM

    @property
    def has_compared(self) -> bool:
        """Whether enough answers were compared with the rest of their quiz; no figure then means no difference."""
        return self.compared >= DISCRIMINATION_FROM

    @property
    def is_weak(self) -> bool:
        """Whether the item hardly tells those who know from those who do not."""
        return self.discrimination is not None and self.discrimination < WEAK and not self.is_reversed

    @property
    def is_reversed(self) -> bool:
        """Whether those who do well elsewhere get this item wrong, by more than chance: often a wrong key.

        Chance is judged by R. A. Fisher's z: the upper end of the 95 % interval, atanh r + 1.96 / √(n - 3), is below 0.
        """
        r = self.discrimination
        return r is not None and r < 0 and (r <= -1 or atanh(r) + NORMAL_95 / sqrt(self.compared - 3) < 0)

    @property
    def differing(self) -> tuple[str, ...]:
        """The languages in which the item behaves differently."""
        return tuple(row.language for row in self.languages if row.behaves_differently)


def analyse_item(item: FrozenItem, sheets: Iterable[Sheet], erased: ItemCounts | None = None) -> ItemAnalysis:
    """The figures of one item over sent first attempts that asked it; attempts without an answer to it are left out.

    `erased` are counts of answers that are gone: they add to `n`, to facility and to options, and to nothing else,
    because a count knows neither a rest nor a language.
    """
    answered = [sheet for sheet in sheets if item.id in sheet.given]
    counts = _counts(item.id, answered) + (erased or ItemCounts())
    if counts.n < ITEM_FROM:
        return ItemAnalysis(n=counts.n)
    rests = {place: rest for place, sheet in enumerate(answered) if (rest := sheet.rest(item.id)) is not None}
    groups: dict[int, list[tuple[float, float]]] = {}
    for place, rest in rests.items():
        groups.setdefault(answered[place].version, []).append((answered[place].shares[item.id], rest))
    return ItemAnalysis(
        n=counts.n,
        facility=facility(counts),
        discrimination=item_rest(groups.values()) if len(rests) >= DISCRIMINATION_FROM else None,
        compared=len(rests),
        options=tuple(
            OptionAnalysis(row, _mean_rest(item.id, row.option, answered, rests))
            for row in distractor_table(item, counts)
        ),
        languages=_languages(item.id, answered),
    )


def _counts(item_id: str, answered: Sequence[Sheet]) -> ItemCounts:
    picked: dict[str, int] = {}
    for sheet in answered:
        for option in sheet.given[item_id]:
            picked[option] = picked.get(option, 0) + 1
    return ItemCounts(len(answered), sum(_is_right(sheet, item_id) for sheet in answered), picked)


def _mean_rest(item_id: str, option: str, answered: Sequence[Sheet], rests: Mapping[int, float]) -> float | None:
    found = [rest for place, rest in rests.items() if option in answered[place].given[item_id]]
    return sum(found) / len(found) if len(found) >= OPTION_FROM else None


def _languages(item_id: str, answered: Sequence[Sheet]) -> tuple[LanguageRow, ...]:
    groups: dict[str, list[Sheet]] = {}
    for sheet in answered:
        groups.setdefault(sheet.languages.get(item_id, ""), []).append(sheet)
    rows = []
    for language, ours in sorted(groups.items()):
        is_tested = min(len(ours), len(answered) - len(ours)) >= LANGUAGE_FROM
        rows.append(
            LanguageRow(
                language=language,
                n=len(ours),
                facility=sum(_is_right(sheet, item_id) for sheet in ours) / len(ours)
                if len(ours) >= ITEM_FROM
                else None,
                difference=mantel_haenszel(_strata(item_id, language, answered)) if is_tested else None,
            )
        )
    return tuple(rows)


def _strata(item_id: str, language: str, answered: Sequence[Sheet]) -> list[Table]:
    """One table per version and number of right items, the item itself counted in."""
    strata: dict[tuple[int, int], list[int]] = {}
    for sheet in answered:
        table = strata.setdefault((sheet.version, sheet.right()), [0, 0, 0, 0])
        is_theirs = sheet.languages.get(item_id, "") != language
        table[2 * is_theirs + (not _is_right(sheet, item_id))] += 1
    return [(first, second, third, fourth) for first, second, third, fourth in strata.values()]


def _is_right(sheet: Sheet, item_id: str) -> bool:
    return sheet.shares[item_id] >= RIGHT
