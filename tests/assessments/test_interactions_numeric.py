"""Numeric: how people write numbers, which ones are right, and what staff see."""

from decimal import Decimal

import pytest
from django.utils import translation
from django.utils.datastructures import MultiValueDict
from hypothesis import given
from hypothesis import strategies as st

from assessments.interactions.base import AnswerCode, AnswerError, CellState, FrozenError
from assessments.interactions.numeric import logic, pack
from assessments.interactions.numeric.numbers import CANONICAL, canonical, canonical_text, tidy
from assessments.interactions.packing import PackEntry, PackQuestion

pytestmark = pytest.mark.pure

ID = "8e0f6f0c-1f5f-4c39-9d6f-0a2f4d3c1b11"


def item(low="12", high="12.5", mistakes=(), **changes):
    data = {"id": ID, "kind": "numeric", "low": low, "high": high}
    choices = [{"id": name, "low": least, "high": most} for name, least, most in mistakes]
    return logic.frozen_from_json(data | ({"choices": choices} if choices else {}) | changes)


def texts_of(frozen, unit=""):
    choices = {name: {"feedback": f"why {name}", "misconception": f"belief {name}"} for name, _range in frozen.mistakes}
    data = {"prompt": "How many?", "passage": unit, "misconception": "belief", "choices": choices}
    return logic.texts_from_json(frozen, data)


def read(typed, frozen=None, unit=""):
    frozen = frozen or item()
    return logic.read_answer(frozen, texts_of(frozen, unit), MultiValueDict({"number": [typed]}))


@pytest.mark.parametrize(
    ("typed", "number"),
    [
        ("12", "12"),
        (" 12,50 ", "12.5"),
        ("12.5", "12.5"),
        ("12.", "12"),
        (",5", "0.5"),
        ("007", "7"),
        ("+7", "7"),
        ("-0", "0"),
        ("-0,0", "0"),
        ("- 3", "-3"),
        ("\N{MINUS SIGN}3", "-3"),
        ("\N{EN DASH}3", "-3"),
        ("\N{NON-BREAKING HYPHEN}3", "-3"),
        ("1 234 567,5", "1234567.5"),
        ("1\N{THIN SPACE}234", "1234"),
        ("1\N{NARROW NO-BREAK SPACE}234", "1234"),
        ("1\N{NO-BREAK SPACE}234,5", "1234.5"),
        ("1,234.5", "1234.5"),
        ("1.234,5", "1234.5"),
        ("1,234,567", "1234567"),
        ("1.234.567", "1234567"),
        ("1,234", "1.234"),
        ("0,333", "0.333"),
        ("999999999999999", "999999999999999"),
    ],
)
def test_numbers_are_read_as_people_write_them(typed, number):
    assert read(typed).to_json() == {"number": number}


@pytest.mark.parametrize(
    "typed",
    ["twelve", "1e5", "1E999999999", "0x10", "1_000", "12 5", "1 23", "12,3,4", "--3", "3-", "½", "١٢", "１２", "1/2",
     "∞", "NaN", "-", ".", ",", "1000000000000000", "0.12345678901", "12 km", "\0"],
)  # fmt: skip
def test_what_is_no_number_is_refused_and_the_field_named(typed):
    with pytest.raises(AnswerError) as refused:
        read(typed)
    assert (refused.value.code, refused.value.fields) == (AnswerCode.NOT_A_NUMBER, ("number",))


@pytest.mark.parametrize(
    ("typed", "code"),
    [("", AnswerCode.INCOMPLETE), (" \t", AnswerCode.INCOMPLETE), ("1" * 61, AnswerCode.TOO_LONG)],
)
def test_an_empty_box_and_a_long_text_are_refused(typed, code):
    with pytest.raises(AnswerError) as refused:
        read(typed)
    assert refused.value.code is code


def test_the_unit_may_be_written_again():
    assert read("12,5 KM", unit="km").number == "12.5"
    assert read("50%", unit="%").number == "50"
    assert read("km 5".removeprefix("km "), unit="km").number == "5"


def test_a_comma_between_thousands_is_understood_where_only_that_is_right():
    assert read("1,234", item("1234", "1234")).number == "1234"
    assert read("1,234", item("1", "2")).number == "1.234"
    assert read("1,234", item("5", "6")).number == "1.234"


@given(st.decimals(-(10**14), 10**14, places=5))
def test_one_number_has_one_spelling(number):
    text = canonical(number)
    assert CANONICAL.fullmatch(text)
    assert Decimal(text) == number
    assert canonical_text(text) == text == canonical(Decimal(text))
    assert canonical_text(tidy(text.replace(".", ",").replace("-", "\N{MINUS SIGN}"))) == text


@given(st.integers(-(10**14), 10**14), st.sampled_from([" ", "\N{NO-BREAK SPACE}", "\N{THIN SPACE}"]))
def test_thousands_may_be_spaced(number, space):
    assert canonical_text(tidy(f"{number:,}".replace(",", space))) == str(number)


@given(st.text())
def test_tidying_twice_changes_nothing_and_no_text_becomes_a_number_of_another_kind(text):
    once = tidy(text)
    assert canonical_text(once) == "" or CANONICAL.fullmatch(canonical_text(once))
    assert canonical_text(tidy(once)) == canonical_text(once) or not canonical_text(once)


def test_an_absurd_exponent_is_refused_before_it_is_written_out():
    assert canonical(Decimal("1e999999")) == canonical(Decimal("1e-999999")) == canonical(Decimal("NaN")) == ""


@pytest.mark.parametrize(("number", "score"), [("11.99", 0), ("12", 3), ("12.25", 3), ("12.5", 3), ("12.501", 0)])
def test_both_ends_of_the_range_are_right(number, score):
    frozen = item(max_score=3)
    assert logic.grade(frozen, logic.answer_from_json(frozen, {"number": number})) == score


def test_an_exact_number_has_no_tolerance_and_decimals_are_exact():
    frozen = item("0.3", "0.3")
    assert logic.grade(frozen, read("0,3", frozen)) == 1
    assert logic.grade(frozen, read("0.30000001", frozen)) == 0


def test_a_known_mistake_has_its_comment_and_the_key_wins_over_it():
    frozen = item(mistakes=[("forgot", "10", "12"), ("twice", "24", "25")])
    texts = texts_of(frozen, "km")
    answer = read("24", frozen)
    assert logic.picked(frozen, answer) == ("twice",)
    assert [(entry.label, entry.text) for entry in logic.feedback(frozen, texts, answer)] == [
        ("24\N{NO-BREAK SPACE}km", "why twice")
    ]
    assert logic.misconceptions(frozen, texts, answer) == ["belief twice"]
    assert logic.misconceptions(frozen, texts, read("99", frozen)) == ["belief"]
    assert logic.picked(frozen, read("12", frozen)) == (":right",)
    assert [logic.option_mark(frozen, option) for option in (*logic.options(frozen), ":other")] == ["=", "A", "B", "≠"]


def test_numbers_are_shown_as_the_language_writes_them():
    frozen = item("-2.5", "-1.5")
    texts = texts_of(frozen, "°C")
    with translation.override("uk"):
        assert logic.key_labels(frozen, texts) == ["−2\N{NO-BREAK SPACE}°C"]
        assert logic.option_text(frozen, texts, ":right") == "−2,5 … −1,5\N{NO-BREAK SPACE}°C"
        assert logic.cell(frozen, read("-2.5", frozen)).text == "−2,5"
    with translation.override("en"):
        assert logic.cell(frozen, read("-2,5", frozen)) == logic.Cell(CellState.RIGHT, "−2.5")
        assert len(logic.cell(frozen, read("1234567890,123", frozen)).text) == 12


@pytest.mark.parametrize("number", ["", "012", "1.", "1.0", "-0", "1,5", "1e5", "1" * 16, "١", 12, 1.5, None, ["1"]])
def test_a_stored_answer_in_another_spelling_is_refused(number):
    with pytest.raises(AnswerError):
        logic.answer_from_json(item(), {"number": number})


@pytest.mark.parametrize(
    "changes",
    [
        {"low": "13"},
        {"low": 12},
        {"low": "1e5"},
        {"low": ""},
        {"high": "NaN"},
        {"high": "9" * 13},
        {"choices": [{"id": "a", "low": "2", "high": "1"}]},
        {"choices": [{"id": "a b", "low": "1", "high": "1"}]},
        {"choices": [{"id": "a", "low": "1"}]},
    ],
)
def test_content_that_cannot_be_answered_is_refused(changes):
    with pytest.raises(FrozenError):
        item(**changes)


def question(low, high, *mistakes):
    entries = tuple(PackEntry(name, words, {"low": least, "high": most}) for name, least, most, words in mistakes)
    texts = {"prompt": "How many?", "misconception": "m"}
    return PackQuestion(texts, {"choices": entries}, {"low": low, "high": high})


def test_a_pack_is_told_what_keeps_the_question_from_being_asked():
    words = {"misconception": "m"}
    assert list(pack.problems(question("1", "2.5", ("a", "3", "3", words)))) == []
    found = pack.problems(question("3", "2", ("a", "x", "1", words), ("b", "1", "1", {})))
    assert [field for field, _sentence in found] == ["low", "choices[a].low", "choices[b].misconception"]
    found = pack.problems(question("1", "5", ("a", "2", "3", words)))
    assert [field for field, _sentence in found] == ["choices[a].low"]
