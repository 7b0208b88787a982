"""What may be told about counted answers: never so much that a small number could be worked out."""

from itertools import product

import pytest

from lessons.statistics import KNOWLEDGE, OPINION, SENSITIVE, Told, most_said, told

pytestmark = pytest.mark.pure


@pytest.mark.parametrize(
    ("counts", "level", "expected"),
    [
        ([1, 0], KNOWLEDGE, [Told(count=1), Told(count=0)]),
        ([2, 2], OPINION, None),
        ([3, 2], OPINION, [Told(count=3), Told(count=2)]),
        ([5, 0], OPINION, [Told(is_nearly_all=True), Told(is_few=True)]),
        ([9, 1], OPINION, [Told(is_nearly_all=True), Told(is_few=True)]),
        ([4, 3], SENSITIVE, None),
        ([4, 4], SENSITIVE, [Told(count=4), Told(count=4)]),
        ([9, 1], SENSITIVE, [Told(about=10), Told(is_few=True)]),
        ([9, 4, 1], SENSITIVE, [Told(about=10), Told(about=5), Told(is_few=True)]),
        ([2, 2, 2, 2], SENSITIVE, [Told(is_few=True)] * 4),
    ],
)
def test_each_level_has_its_threshold_and_its_words(counts, level, expected):
    assert told(counts, sum(counts), level) == expected


@pytest.mark.parametrize("people", [8, 9, 13, 14, 22, 23])
@pytest.mark.parametrize("options", [2, 3])
def test_no_small_number_can_be_worked_out_from_what_is_told(people, options):
    possible: dict[tuple, list[tuple]] = {}
    for counts in product(range(people + 1), repeat=options):
        if sum(counts) == people:
            possible.setdefault(tuple(told(counts, people, SENSITIVE)), []).append(counts)
    for said, behind in possible.items():
        for place, one in enumerate(said):
            if one.is_few:
                assert len({counts[place] for counts in behind}) > 1, (said, behind)


def test_a_result_that_is_told_exactly_hides_nobody_small():
    for counts in product(range(12), repeat=3):
        rows = told(counts, sum(counts), SENSITIVE)
        assert rows is None or all(row.count is None or row.count >= 3 for row in rows)


@pytest.mark.parametrize(
    ("counts", "expected"),
    [([14, 6], (0, True)), ([10, 9], (0, False)), ([6, 7, 7], None), ([1, 19], (1, True))],
)
def test_the_wall_hears_one_band(counts, expected):
    people = sum(counts)
    assert most_said(told(counts, people, SENSITIVE), people) == expected
