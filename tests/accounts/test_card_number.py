"""The printed number of a card: written, read, and refused by code."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.exchange.card_number import LENGTH, CardNumber, NumberRefused, check_digit, parse

pytestmark = pytest.mark.pure

numbers = st.builds(CardNumber, st.from_regex(r"[0-9]{6}", fullmatch=True), st.from_regex(r"[0-9]{9}", fullmatch=True))


def refusal(text):
    with pytest.raises(NumberRefused) as refused:
        parse(text)
    return refused.value.code


def test_the_check_digit_is_the_published_one():
    assert check_digit("572") == "4"


@given(numbers)
def test_what_is_printed_is_read_back(number):
    assert parse(number.printed()) == number


def test_the_number_stands_in_four_groups_of_four():
    assert CardNumber("482615", "123456789").printed() == "4826 1512 3456 7891"


@pytest.mark.parametrize(
    "text",
    [
        "4826151234567891",
        "4826-1512-3456-7891",
        " 4826\u00a01512\u20133456 . 7891\n",
        "４８２６１５１２３４５６７８９１",
        "٤٨٢٦١٥١٢٣٤٥٦٧٨٩١",
    ],
)
def test_blanks_dashes_and_digits_of_other_scripts_are_read(text):
    assert parse(text) == CardNumber("482615", "123456789")


@given(numbers, st.integers(0, LENGTH - 1), st.integers(1, 9))
def test_every_single_wrong_digit_is_found(number, place, step):
    digits = number.printed().replace(" ", "")
    wrong = digits[:place] + str((int(digits[place]) + step) % 10) + digits[place + 1 :]
    assert refusal(wrong) == "check"


@given(numbers, st.integers(0, LENGTH - 2))
def test_every_swap_of_neighbours_is_found(number, place):
    digits = number.printed().replace(" ", "")
    swapped = digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :]
    if swapped != digits:
        assert refusal(swapped) == "check"


@pytest.mark.parametrize(
    ("text", "code"),
    [("", "empty"), (" - ", "empty"), ("4826 15l2 3456 7891", "signs"), ("482615", "length"), ("1" * 200, "length")],
)
def test_everything_else_is_refused_by_code(text, code):
    assert refusal(text) == code


@given(st.text())
def test_no_text_breaks_the_reader(text):
    with suppress(NumberRefused):
        parse(text)


def test_the_secret_is_not_shown_by_accident():
    assert "123456789" not in repr(CardNumber("482615", "123456789"))
