"""What is kept of a pasted list: a given name, a letter where two are called the same, no way to find a child."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from institutions.exchange.pasted import (
    NAME_LIMIT,
    NameProblem,
    Remark,
    clean_name,
    name_key,
    problem_of,
    problems_of,
    propose,
    read_names,
)

pytestmark = pytest.mark.pure


def names(text, taken=()):
    return [proposal.name for proposal in propose(read_names(text), taken)]


@pytest.mark.parametrize(
    ("line", "kept"),
    [
        ("Марія", "Марія"),
        ("1. Марія", "Марія"),
        ("12) Марія Бондар", "Марія"),
        ("- Марія", "Марія"),
        ("Коваленко Марія Петрівна", "Марія"),
        ("Іван Петрович Сидоренко", "Іван"),
        ("ШЕВЧЕНКО Тарас", "Тарас"),
        ("Ceban, Ion", "Ion"),
        ("Popescu Ion", "Ion"),
        ("Ion Popescu", "Ion"),
        ("Валентин Гриб", "Валентин"),
        ("Лев Коваль", "Лев"),
        ("Єва Бойко", "Єва"),
        ("Мар'ян Коваль", "Мар’ян"),
        ("Анна-Марія К.", "Анна-Марія К."),
        ("К. Юрій", "Юрій К."),
        ("Оля 2", "Оля 2"),
        ("МАРІЯ", "Марія"),
        ("марія", "Марія"),
        ("Ștefan", "Ștefan"),
        ("Үүлжан", "Үүлжан"),
        ("Oʻktam Karimov", "Oʻktam"),
        ("Марія\tБондар\t+380 67 123 45 67\tm@example.org", "Марія"),
        ("Марія 12.05.2011", "Марія"),
    ],
)
def test_one_given_name_is_kept(line, kept):
    assert names(line) == [kept]


def test_lines_that_do_not_show_their_order_follow_those_that_do():
    assert names("Бондар Марія\nКоваленко Іван\nГриб Олена") == ["Марія", "Іван", "Олена"]
    assert names("Марія Бондар\nІван Коваленко\nОлена Гриб") == ["Марія", "Іван", "Олена"]
    assert names("Бондар Марія\nКравець Іван Петрович") == ["Марія", "Іван"]


def test_what_was_left_out_is_said_and_not_repeated():
    (proposal,) = propose(read_names("Бондар Марія Петрівна, +380 67 123 45 67"), [])
    assert set(proposal.remarks) == {Remark.FAMILY_CUT, Remark.CONTACT_CUT}
    assert "Бондар" not in repr(proposal)
    assert "Марія" not in repr(proposal)


def test_a_single_word_that_looks_like_a_family_name_is_asked_about():
    (proposal,) = propose(read_names("Ковальчук"), [])
    assert (proposal.name, proposal.problem, proposal.remarks) == ("Ковальчук", None, (Remark.FAMILY_LIKELY,))


def test_letters_come_only_where_two_are_called_the_same():
    assert names("Марія Бондар\nІван Кіт\nМарія Кравець") == ["Марія Б.", "Іван", "Марія К."]
    assert names("Марія Бондар", taken=["марія"]) == ["Марія Б."]
    assert names("Марія Кравець\nМарія Козак") == ["Марія К.", "Марія Ко."]


def test_a_double_line_is_asked_about_and_the_others_stand():
    proposals = propose(read_names("Марія\nІван\nМарія"), [])
    assert [(one.name, one.problem) for one in proposals] == [
        ("Марія", None),
        ("Іван", None),
        ("Марія", NameProblem.DOUBLE),
    ]


def test_the_same_name_in_another_spelling_is_the_same_name():
    assert name_key("Мар'яна К.") == name_key("МАР’ЯНА к") == name_key(" Марʼяна  К ")
    assert problems_of(["Мар'яна", "мар’яна"], []) == {1: NameProblem.DOUBLE}


@pytest.mark.parametrize(
    ("name", "problem"),
    [
        ("Марія", None),
        ("Марія К.", None),
        ("Марія Ко", None),
        ("Марія 2", None),
        ("Анна-Марія К.", None),
        ("Марія Бондар", NameProblem.NOT_A_NAME),
        ("Ana Maria", NameProblem.NOT_A_NAME),
        ("", NameProblem.NOT_A_NAME),
        ("123", NameProblem.NOT_A_NAME),
        ("<b>Марія", NameProblem.NOT_A_NAME),
        ("=Марія", NameProblem.NOT_A_NAME),
        ("m@example.org", NameProblem.ADDRESS),
        ("Марія 380671234567", NameProblem.ADDRESS),
        ("Максиміліана-Олександра", NameProblem.TOO_LONG),
        ("Іван", NameProblem.DOUBLE),
    ],
)
def test_a_confirmed_name_is_a_given_name_and_a_letter_at_most(name, problem):
    assert problem_of(clean_name(name), {name_key("Іван")}) == problem


@given(st.text(max_size=400))
def test_nothing_that_could_find_a_child_is_ever_proposed(text):
    lines = read_names(text)
    proposals = propose(lines, [])
    assert len(proposals) == len(lines)
    settled = [one.name for one in proposals if one.problem is None]
    for name in settled:
        assert 0 < len(name) <= NAME_LIMIT
        assert "@" not in name
        assert not re.search(r"\d{3}", name)
        assert len(name.split()) <= 2
    # What was proposed without a question is accepted as it stands.
    assert problems_of(settled, []) == {}


@given(st.lists(st.sampled_from(["Марія", "Марія Бондар", "Іван К.", "Іван", "Оля 2"]), max_size=12))
def test_no_two_settled_lines_are_called_the_same(lines):
    settled = [name_key(one.name) for one in propose(read_names("\n".join(lines)), ["Іван"]) if one.problem is None]
    assert len(settled) == len(set(settled))
    assert name_key("Іван") not in settled
