"""What the answers of a group show about an item."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.grading import item_from_json
from assessments.interactions.base import AnswerError
from assessments.statistics import (
    Attention,
    ItemCounts,
    OptionRow,
    count_answers,
    distractor_table,
    facility,
    needs_attention,
    percent,
    to_reteach,
)

pytestmark = pytest.mark.pure

SELF = "8e0f6f0c-1f5f-4c39-9d6f-0a2f4d3c1bf1"
OTHERS = "8e0f6f0c-1f5f-4c39-9d6f-0a2f4d3c1bf2"
DONT_KNOW = {"dont_know": True}


def make_choice(number=1, *, key=("b",), cardinality="single", competency=SELF, choices="abcd"):
    return item_from_json(
        {
            "id": f"8e0f6f0c-1f5f-4c39-9d6f-0a2f4d3c1b0{number}",
            "kind": "choice",
            "competency": competency,
            "cardinality": cardinality,
            "choices": list(choices),
            "key": list(key),
        }
    )


def make_order():
    return item_from_json(
        {
            "id": "8e0f6f0c-1f5f-4c39-9d6f-0a2f4d3c1b09",
            "kind": "order",
            "choices": ["a", "b", "c"],
            "key": ["a", "b", "c"],
        }
    )


def chosen(letters):
    """One single-choice answer per letter; a question mark says "I don't know"."""
    return [DONT_KNOW if letter == "?" else {"chosen": [letter]} for letter in letters]


def sequences(*words):
    return [{"sequence": list(word)} for word in words]


def test_answers_are_counted_by_option_and_by_being_right():
    assert count_answers(make_choice(), chosen("bbac?")) == ItemCounts(
        n=5, right=2, picked={"b": 2, "a": 1, "c": 1, "dont_know": 1}
    )


def test_a_multiple_choice_counts_each_chosen_option_but_each_answer_once():
    item = make_choice(cardinality="multiple", key="ac")
    answers = [{"chosen": ["a", "c"]}, {"chosen": ["a", "b"]}, {"chosen": ["a"]}]
    assert count_answers(item, answers) == ItemCounts(n=3, right=1, picked={"a": 3, "c": 1, "b": 1})


def test_an_answer_that_does_not_fit_is_never_counted_silently():
    with pytest.raises(AnswerError):
        count_answers(make_choice(), [{"chosen": ["z"]}])


def test_counts_of_two_classes_add_up():
    item = make_choice()
    assert count_answers(item, chosen("bba")) + count_answers(item, chosen("bc?")) == count_answers(
        item, chosen("bbabc?")
    )


def test_facility_is_the_share_of_fully_right_answers():
    assert facility(count_answers(make_choice(), chosen("bbba"))) == 0.75
    assert facility(ItemCounts()) is None


@pytest.mark.parametrize(
    ("count", "n", "shown"), [(0, 0, None), (4, 4, None), (0, 5, 0), (5, 5, 100), (1, 8, 13), (1, 6, 17), (2, 3, None)]
)
def test_percentages_are_shown_from_five_answers(count, n, shown):
    assert percent(count, n) == shown


def test_the_distractor_table_lists_every_option_and_not_knowing():
    item = make_choice()
    assert distractor_table(item, count_answers(item, chosen("bba?b"))) == (
        OptionRow("a", "A", 1, 20, False),
        OptionRow("b", "B", 3, 60, True),
        OptionRow("c", "C", 0, 0, False),
        OptionRow("d", "D", 0, 0, False),
        OptionRow("dont_know", "?", 1, 20, False),
    )


def test_the_distractor_table_of_few_answers_has_counts_only():
    item = make_choice()
    assert {row.percent for row in distractor_table(item, count_answers(item, chosen("bbaa")))} == {None}


def test_wrong_sequences_are_listed_after_the_right_one_by_frequency():
    item = make_order()
    counts = count_answers(item, sequences("cba", "abc", "bac", "cba", "cba"))
    assert [(row.option, row.mark, row.count, row.is_right) for row in distractor_table(item, counts)] == [
        ("a>b>c", "1-2-3", 1, True),
        ("c>b>a", "3-2-1", 3, False),
        ("b>a>c", "2-1-3", 1, False),
        ("dont_know", "?", 0, False),
    ]


def test_options_of_an_older_version_are_left_out_of_the_table_and_of_the_advice():
    old = count_answers(make_choice(choices="abcde"), chosen("eeeeeeee"))
    new = make_choice()
    assert [row.option for row in distractor_table(new, old)] == ["a", "b", "c", "d", "dont_know"]
    assert needs_attention(new, old) == Attention(("low_facility",), ())


@pytest.mark.parametrize(
    ("letters", "reasons", "distractors"),
    [
        ("aaaaaaa", (), ()),  # seven answers: no advice, however bad
        ("bbbbbbbb", (), ()),
        ("bbbbbacd", (), ()),  # 62.5 % right, no strong distractor
        ("bbbbacd?", ("low_facility",), ()),  # 50 % right
        ("bbbbbbacd?", (), ()),  # exactly 60 % is enough
        ("bbbbbbbaaa", ("strong_distractor",), ("a",)),  # exactly 30 % is too much
        ("bbbbbbb???", (), ()),  # not knowing is no distractor
        ("bbbbaaaccc", ("low_facility", "strong_distractor"), ("a", "c")),
        ("bbbccccaaa", ("low_facility", "strong_distractor"), ("c", "a")),
    ],
)
def test_an_item_needs_attention_by_the_reteach_rule(letters, reasons, distractors):
    item = make_choice()
    assert needs_attention(item, count_answers(item, chosen(letters))) == Attention(reasons, distractors)


def test_a_right_option_of_a_multiple_choice_is_no_distractor():
    item = make_choice(cardinality="multiple", key="ac")
    counts = count_answers(item, [{"chosen": ["a", "c"]}] * 8)
    assert not needs_attention(item, counts).is_needed


def test_one_wrong_sequence_that_many_share_is_a_strong_distractor():
    item = make_order()
    counts = count_answers(item, sequences(*["abc"] * 7, *["bac"] * 3))
    assert needs_attention(item, counts) == Attention(("strong_distractor",), ("b>a>c",))


def test_reteaching_starts_where_most_later_items_build_on_it():
    lonely, first, second, third = (
        make_choice(1, competency=OTHERS),
        make_choice(2),
        make_choice(3),
        make_choice(4),
    )
    weak, fine = chosen("bbbbaacd"), chosen("bbbbbbbb")
    asked = [
        (item, count_answers(item, answers))
        for item, answers in [(lonely, weak), (first, weak), (second, weak), (third, fine)]
    ]
    assert [(entry.item.id, entry.later_items) for entry in to_reteach(asked)] == [
        (first.id, 2),
        (second.id, 1),
        (lonely.id, 0),
    ]
    assert [entry.item.id for entry in to_reteach(asked, {OTHERS: 3})] == [lonely.id, first.id, second.id]


def test_at_most_three_items_are_advised_and_the_harder_wins_a_tie():
    asked = [
        (item, count_answers(item, chosen("b" * right + "acd?" * 2)))
        for item, right in [(make_choice(number, competency=""), right) for number, right in enumerate((4, 2, 3, 0), 1)]
    ]
    assert [entry.counts.right for entry in to_reteach(asked)] == [0, 2, 3]


LETTERS = st.text(alphabet="abcd?", max_size=30)


@given(LETTERS, LETTERS)
def test_pooling_counts_is_counting_the_pooled_answers(here, there):
    item = make_choice()
    pooled = count_answers(item, chosen(here)) + count_answers(item, chosen(there))
    assert pooled == count_answers(item, chosen(here + there))


@given(LETTERS)
def test_a_single_choice_table_accounts_for_every_answer(letters):
    item = make_choice()
    counts = count_answers(item, chosen(letters))
    rows = distractor_table(item, counts)
    assert sum(row.count for row in rows) == counts.n == len(letters)
    assert all(row.percent is None or 0 <= row.percent <= 100 for row in rows)
    assert all((row.percent is None) == (counts.n < 5) for row in rows)


@given(LETTERS)
def test_advice_never_comes_from_fewer_than_eight_answers_or_without_cause(letters):
    item = make_choice()
    counts = count_answers(item, chosen(letters))
    attention = needs_attention(item, counts)
    if counts.n < 8:
        assert not attention.is_needed
    else:
        most_wrong = max(counts.picked.get(letter, 0) for letter in "acd")
        assert attention.is_needed == (counts.right / counts.n < 0.6 or most_wrong / counts.n >= 0.3)
