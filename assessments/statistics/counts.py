"""What the answers of a group show about an item: facility, distractors, and whether to teach it again."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from assessments.interactions import dont_know, logic
from assessments.interactions.base import FrozenItem

PERCENT_FROM = 5  # below this many answers: counts only
ADVICE_FROM = 8  # below this many answers: no advice
LOW_FACILITY_PERCENT = 60
STRONG_DISTRACTOR_PERCENT = 30
RETEACH_LIMIT = 3


@dataclass(frozen=True, slots=True)
class ItemCounts:
    """How a group answered one item: `n` answers, `right` of them fully right.

    `picked` counts options and, as "dont_know", the answers that say so; a multiple choice picks several options at
    once, so it may add up to more than `n`. Counts add up (`+`) across cohorts and versions, each version's answers
    counted by that version's key.
    """

    n: int = 0
    right: int = 0
    picked: Mapping[str, int] = field(default_factory=dict)

    def __add__(self, other: "ItemCounts") -> "ItemCounts":
        return ItemCounts(
            n=self.n + other.n,
            right=self.right + other.right,
            picked=dict(Counter(self.picked) + Counter(other.picked)),
        )


def count_answers(item: FrozenItem, answers: Iterable[object]) -> ItemCounts:
    """Counts stored answers by this version's key; unanswered items have none. Raises AnswerError for a misfit."""
    kind = logic(item.kind)
    n = right = 0
    picked: Counter[str] = Counter()
    for data, times in _distinct(answers):
        answer = kind.answer_from_json(item, data)
        n += times
        right += times * (kind.grade(item, answer) == item.max_score)
        options = [dont_know.CODE] if answer == dont_know.DONT_KNOW else kind.picked(item, answer)
        picked.update(dict.fromkeys(options, times))
    return ItemCounts(n=n, right=right, picked=dict(picked))


def _distinct(answers: Iterable[object]) -> Iterable[tuple[object, int]]:
    """Groups equal answers, which a class gives many of, so that each is read and marked once."""
    groups: dict[str, tuple[object, int]] = {}
    for data in answers:
        name = repr(data)
        groups[name] = (data, groups[name][1] + 1 if name in groups else 1)
    return groups.values()


def percent(count: int, n: int) -> int | None:
    """100 · count / n, rounded half up; None below 5 answers, where a percentage would claim too much."""
    return (200 * count + n) // (2 * n) if n >= PERCENT_FROM else None


def facility(counts: ItemCounts) -> float | None:
    """Share of fully right answers, right / n, from 0 (hard) to 1 (easy); None without answers."""
    return counts.right / counts.n if counts.n else None


@dataclass(frozen=True, slots=True)
class OptionRow:
    """One line of the distractor table; `mark` is the letter or number of the results table's cells."""

    option: str
    mark: str
    count: int
    percent: int | None
    is_right: bool


def distractor_table(item: FrozenItem, counts: ItemCounts) -> tuple[OptionRow, ...]:
    """Counts and shares (count / n) per option: the item's own in their order, others as given, "I don't know" last.

    Options that this version does not know (pooled from another one) are left out: they have neither mark nor text.
    """
    kind = logic(item.kind)
    right = kind.right_options(item)
    rows = [
        OptionRow(
            option=option,
            mark=kind.option_mark(item, option),
            count=counts.picked.get(option, 0),
            percent=percent(counts.picked.get(option, 0), counts.n),
            is_right=option in right,
        )
        for option in (*kind.options(item), *_other_options(item, counts))
    ]
    unknown = counts.picked.get(dont_know.CODE, 0)
    return (*rows, OptionRow(dont_know.CODE, dont_know.MARK, unknown, percent(unknown, counts.n), False))


def _other_options(item: FrozenItem, counts: ItemCounts) -> list[str]:
    """Options outside the item's own list, such as a wrong sequence; the most frequent first."""
    kind = logic(item.kind)
    others = [option for option in counts.picked if option not in kind.options(item) and kind.is_option(item, option)]
    return sorted(others, key=lambda option: (-counts.picked[option], option))


class Reason(StrEnum):
    """Why an item needs attention."""

    LOW_FACILITY = "low_facility"
    STRONG_DISTRACTOR = "strong_distractor"


@dataclass(frozen=True, slots=True)
class Attention:
    """Whether to teach an item again; `distractors` are the wrong options that reached the limit, strongest first."""

    reasons: tuple[Reason, ...] = ()
    distractors: tuple[str, ...] = ()

    @property
    def is_needed(self) -> bool:
        return bool(self.reasons)


def needs_attention(item: FrozenItem, counts: ItemCounts) -> Attention:
    """The reteach rule: from 8 answers, fewer than 60 % right or one wrong option at 30 % or more.

    Compared in whole numbers, before any rounding. "I don't know" is no distractor; it counts as not right.
    """
    if counts.n < ADVICE_FROM:
        return Attention()
    kind = logic(item.kind)
    strong = [
        option
        for option, count in counts.picked.items()
        if count * 100 >= STRONG_DISTRACTOR_PERCENT * counts.n
        and kind.is_option(item, option)
        and option not in kind.right_options(item)
    ]
    reasons = []
    if counts.right * 100 < LOW_FACILITY_PERCENT * counts.n:
        reasons.append(Reason.LOW_FACILITY)
    if strong:
        reasons.append(Reason.STRONG_DISTRACTOR)
    strong.sort(key=lambda option: (-counts.picked[option], option))
    return Attention(tuple(reasons), tuple(strong))


@dataclass(frozen=True, slots=True)
class Reteach:
    """One piece of advice: an item to come back to, and why."""

    item: FrozenItem
    counts: ItemCounts
    attention: Attention
    later_items: int


def to_reteach(
    asked: Sequence[tuple[FrozenItem, ItemCounts]], upcoming: Mapping[str, int] | None = None
) -> list[Reteach]:
    """At most three items to teach again, those first whose competency most later items build on.

    `asked` is in the order of the quiz; `upcoming` counts the items of later quizzes per competency. Ties: the harder
    item first, then the earlier one.
    """
    advice = []
    for place, (item, counts) in enumerate(asked):
        attention = needs_attention(item, counts)
        if attention.is_needed:
            advice.append(Reteach(item, counts, attention, _later_items(item, asked[place + 1 :], upcoming or {})))
    advice.sort(key=lambda entry: (-entry.later_items, facility(entry.counts) or 0))
    return advice[:RETEACH_LIMIT]


def _later_items(item: FrozenItem, rest: Sequence[tuple[FrozenItem, ItemCounts]], upcoming: Mapping[str, int]) -> int:
    if not item.competency:
        return 0
    return sum(other.competency == item.competency for other, _ in rest) + upcoming.get(item.competency, 0)
