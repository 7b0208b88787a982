"""Texts with numbered gaps."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assessments.interactions.base import FrozenError
from assessments.interactions.passages import Surroundings, are_numbered, check_gaps, gaps, parts, surroundings

pytestmark = pytest.mark.pure


def test_gaps_part_a_text_and_doubled_brackets_are_text():
    assert parts("The [1] is [[2]] and [2].") == ["The ", 1, " is [2] and ", 2, "."]
    assert parts("[1][2]") == [1, 2]
    assert parts("") == []
    assert parts("no [gap] here [") == ["no [gap] here ["]


@pytest.mark.parametrize(
    ("passage", "is_numbered"),
    [("[1] [2]", True), ("[2] [1]", True), ("", True), ("[1] [1]", False), ("[2]", False), ("[0]", False)],
)
def test_gaps_are_numbered_without_holes_and_doubles(passage, is_numbered):
    assert are_numbered(passage) is is_numbered


@given(st.text(alphabet="[]0123456789a ", max_size=40))
def test_any_text_is_taken_apart_and_its_gaps_are_the_numbers_among_the_parts(passage):
    found = parts(passage)
    assert gaps(passage) == [part for part in found if isinstance(part, int)]
    assert all(part != "" for part in found)
    if "[" not in passage:
        assert "".join(str(part) for part in found) == passage


def test_words_around_a_gap_are_few_and_can_be_said_with_an_answer_in_it():
    found = surroundings("one two three four five six [2], seven, and [1] again")
    assert found == {
        2: Surroundings("… three four five six ", ", seven, and …"),
        1: Surroundings("… six …, seven, and ", " again"),
    }
    assert found[1].around("_") == "… six …, seven, and _ again"
    assert surroundings("[1]")[1].around("_") == "_"
    assert surroundings("a b c d e [1] f g h i j")[1].around("_") == "… b c d e _ f g h i …"


@pytest.mark.parametrize("passage", ["", "[1]", "[1] [1] [2]", "[1] [2] [3]", "[1] [[2]]"])
def test_a_passage_without_exactly_its_gaps_is_refused(passage):
    with pytest.raises(FrozenError) as refusal:
        check_gaps(passage, [1, 2])
    assert refusal.value.field == "passage"
    check_gaps("[2], then [1]", [1, 2])
