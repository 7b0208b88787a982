"""The figures of items and quizzes, checked against published examples and the standard library."""

import statistics as stdlib
from math import inf

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.grading import item_from_json
from assessments.statistics import (
    ItemAnalysis,
    ItemCounts,
    Sheet,
    analyse_item,
    cronbach_alpha,
    item_rest,
    mantel_haenszel,
    mh_d_dif,
    point_biserial,
    reliability,
)

pytestmark = pytest.mark.pure

# Ten students and ten items from K. Wuensch's note "The Kuder-Richardson 20" (East Carolina University): the note gives
# p and q of each item and 5.84 as the variance of the totals.
QUIZ = [
    [int(mark) for mark in row]
    for row in (
        "1111110110",
        "1011011101",
        "1111011001",
        "0010001000",
        "0000010010",
        "1110111111",
        "1101110111",
        "1111111101",
        "0101111101",
        "1101101110",
    )
]
NOTE_P = [0.7, 0.7, 0.6, 0.7, 0.6, 0.8, 0.7, 0.7, 0.5, 0.6]
NOTE_VARIANCE = 5.84

# Penicillin and rabbits: A. Agresti, Categorical Data Analysis (1990), pages 231-237; R's manual gives p = 0.047.
RABBITS = [(0, 6, 0, 5), (3, 3, 0, 6), (6, 0, 2, 4), (5, 1, 6, 0), (2, 0, 5, 0)]
# Admissions to Berkeley by department, men and women: P. J. Bickel and others, Science 187 (1975), 398-403.
BERKELEY = [
    (512, 313, 89, 19), (353, 207, 17, 8), (120, 205, 202, 391),
    (138, 279, 131, 244), (53, 138, 94, 299), (22, 351, 24, 317),
]  # fmt: skip

ITEM = item_from_json(
    {
        "id": "8e0f6f0c-1f5f-4c39-9d6f-0a2f4d3c1b01",
        "kind": "choice",
        "cardinality": "single",
        "choices": ["a", "b", "c"],
        "key": ["b"],
    }
)


def sheet(letter, *others, language="en", version=1):
    """One attempt: an option of the item (or none), and how the other items went."""
    shares = {ITEM.id: float(letter == "b"), **{f"other{n}": float(share) for n, share in enumerate(others)}}
    given = {ITEM.id: (letter,)} if letter else {}
    return Sheet(version=version, shares=shares, given=given, languages=dict.fromkeys(given, language))


def test_alpha_of_the_published_quiz():
    assert [stdlib.mean(column) for column in zip(*QUIZ, strict=True)] == pytest.approx(NOTE_P)
    sum_pq = sum(p * (1 - p) for p in NOTE_P)
    assert cronbach_alpha(QUIZ) == pytest.approx(10 / 9 * (1 - sum_pq / NOTE_VARIANCE))
    assert cronbach_alpha(QUIZ) == pytest.approx(0.6963, abs=0.0005)


@pytest.mark.parametrize("place", range(10))
def test_discrimination_in_the_published_quiz_equals_two_other_ways_to_it(place):
    flags = [bool(row[place]) for row in QUIZ]
    rest = [sum(row) - row[place] for row in QUIZ]
    found = item_rest([list(zip(map(float, flags), rest, strict=True))])
    assert found == pytest.approx(stdlib.correlation([float(flag) for flag in flags], rest))
    assert found == pytest.approx(point_biserial(flags, rest))


def test_the_item_is_left_out_of_its_total():
    totals = [sum(row) for row in QUIZ]
    flags = [bool(row[0]) for row in QUIZ]
    rest = [total - flag for total, flag in zip(totals, flags, strict=True)]
    assert point_biserial(flags, rest) < point_biserial(flags, totals)


def test_versions_that_differ_in_how_hard_they_are_do_not_make_a_correlation():
    easy, hard = [(1.0, 0.9), (0.0, 0.9)], [(1.0, 0.1), (0.0, 0.1)]
    assert item_rest([easy, hard]) is None
    assert item_rest([[(1.0, 0.9), (0.0, 0.7)], [(1.0, 0.3), (0.0, 0.1)]]) == pytest.approx(1)


def test_the_mantel_haenszel_test_of_the_rabbits():
    found = mantel_haenszel(RABBITS)
    assert (found.odds_ratio, found.chi_square) == pytest.approx((7.0, 3.9286), abs=0.00005)
    assert found.p == pytest.approx(0.0475, abs=0.00005)


def test_the_mantel_haenszel_test_of_the_admissions():
    found = mantel_haenszel(BERKELEY)
    assert (found.odds_ratio, found.chi_square) == pytest.approx((0.9047, 1.4269), abs=0.00005)
    assert found.p == pytest.approx(0.2323, abs=0.00005)


def test_the_delta_scale():
    assert mh_d_dif(1.0) == 0
    assert mh_d_dif(7.0) == pytest.approx(4.573, abs=0.001)
    assert (mh_d_dif(0.0), mh_d_dif(inf)) == (-inf, inf)
    assert mantel_haenszel([(3, 0, 4, 0), (0, 0, 4, 1)]) is None


def test_alpha_is_given_from_eight_items_and_thirty_attempts():
    rows = [row[:8] for row in QUIZ * 3]
    assert reliability(rows, 8).alpha == pytest.approx(cronbach_alpha(rows))
    assert reliability(rows, 8).without[0] == pytest.approx(cronbach_alpha([row[1:] for row in rows]))
    assert reliability(rows[:29], 8).alpha is None
    assert reliability([row[:7] for row in rows], 7).alpha is None


def test_attempts_that_are_all_alike_have_no_alpha():
    assert reliability([[1.0] * 8] * 30, 8).alpha is None
    assert reliability([], 0).alpha is None


def test_nine_answers_are_too_few_and_ten_are_enough():
    assert analyse_item(ITEM, [sheet("b", 1)] * 9).facility is None
    found = analyse_item(ITEM, [sheet("b", 1)] * 8 + [sheet("a", 0)] * 2 + [sheet("", 0)] * 20)
    assert (found.n, found.facility, found.discrimination) == (10, 0.8, None)


def test_erased_answers_add_to_counts_and_to_nothing_else():
    erased = ItemCounts(n=9, right=3, picked={"b": 3, "a": 6})
    found = analyse_item(ITEM, [sheet("b", 1)], erased)
    assert (found.n, found.facility, found.compared) == (10, 0.4, 1)
    assert [option.row.count for option in found.options] == [6, 4, 0, 0]


def test_options_name_the_mean_rest_of_those_who_took_them():
    sheets = [sheet("b", 1, 1)] * 20 + [sheet("a", 1, 0)] * 9 + [sheet("c", 0, 0)] * 4
    found = analyse_item(ITEM, sheets)
    assert [(option.row.option, option.rest) for option in found.options] == [
        ("a", 0.5), ("b", 1.0), ("c", None), ("dont_know", None),
    ]  # fmt: skip
    assert found.discrimination > 0.8
    assert not found.is_weak


def test_a_wrong_key_shows_as_reversed_discrimination():
    found = analyse_item(ITEM, [sheet("b", 0, 0)] * 15 + [sheet("a", 1, 1)] * 15)
    assert found.discrimination == pytest.approx(-1)
    assert found.is_reversed


@pytest.mark.parametrize(
    ("r", "n", "is_weak", "is_reversed"),
    [(0.2, 30, False, False), (0.19, 30, True, False), (-0.16, 30, True, False), (-0.36, 30, True, False),
     (-0.37, 30, False, True), (-0.16, 200, False, True), (-1.0, 30, False, True)],
)  # fmt: skip
def test_a_key_is_doubted_only_beyond_chance(r, n, is_weak, is_reversed):
    # At n = 30 the bound is r = -tanh(1.96 / sqrt(27)) = -0.3603.
    found = ItemAnalysis(n=n, discrimination=r, compared=n)
    assert (found.is_weak, found.is_reversed) == (is_weak, is_reversed)


def two_languages(right_in_uk, *, n=40):
    """Equal people: in each language half know one of two other items; the item itself goes differently."""
    known = [(1, 0), (0, 0)]
    english = [sheet("b" if place % 4 < 3 else "a", *known[place % 2]) for place in range(n)]
    ukrainian = [sheet("b" if place < right_in_uk else "a", *known[place % 2], language="uk") for place in range(n)]
    return analyse_item(ITEM, english + ukrainian)


def test_a_language_in_which_equal_people_fail_is_named():
    found = two_languages(4)
    assert found.differing == ("en", "uk")
    assert {row.language: row.facility for row in found.languages} == {"en": 0.75, "uk": 0.1}
    assert two_languages(30).differing == ()


def test_languages_with_few_answers_are_not_tested():
    found = two_languages(3, n=29)
    assert [row.difference for row in found.languages] == [None, None]
    assert found.differing == ()


ROWS = st.lists(st.lists(st.sampled_from([0.0, 0.5, 1.0]), min_size=4, max_size=4), min_size=2, max_size=12)


@given(ROWS)
def test_alpha_agrees_with_the_standard_library(rows):
    total = stdlib.pvariance([sum(row) for row in rows])
    found = cronbach_alpha(rows)
    if total == 0:
        assert found is None
    else:
        parts = sum(stdlib.pvariance(column) for column in zip(*rows, strict=True))
        assert found == pytest.approx(4 / 3 * (1 - parts / total))


@given(ROWS)
def test_discrimination_is_a_correlation_or_nothing(rows):
    pairs = [(row[0], sum(row[1:]) / 3) for row in rows]
    found = item_rest([pairs])
    assert found is None or -1.000001 <= found <= 1.000001
