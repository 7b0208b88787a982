"""Questions and answer sheets on paper: what they say, what their codes say, and whom a code lets in."""

import re

import pytest
from django.test import Client

from assessments.queries import PaperQuiz
from assessments.services import Sheet, SheetUnknown, read_sheet, sheet_token
from institutions.enums import Role
from lessons.exchange.paper_blocks import blocks
from lessons.views.paper_content import student_sheets
from tests.answering import answer_quiz

NAMES = ("Olena", "Taras")


@pytest.fixture
def browser(client, teacher, sign_in):
    return sign_in(client, teacher)


@pytest.fixture
def outsider(member, sign_in, school):
    """A teacher of the same school who does not teach the class."""
    return sign_in(Client(), member(Role.TEACHER, institution=school).user)


@pytest.fixture
def page(given_quiz, student, other_student):
    return f"/t/q/{given_quiz.public_id}/paper/"


def test_each_student_has_one_sheet_with_one_code(browser, page):
    body = browser.get(f"{page}sheets/").content.decode()
    assert body.count('class="answer-sheet"') == body.count('class="qr"') == 2
    assert all(name in body for name in NAMES)
    assert body.count('class="bubble">A<') == 4


def test_no_code_address_or_file_name_says_a_name(browser, page, given_quiz):
    sheets = student_sheets(PaperQuiz(given_quiz, "en"), "https://host")
    said = " ".join(sheet.url for sheet in sheets)
    for name in ("questions", "ticket", "sheets"):
        answer = browser.get(f"{page}{name}/", {"format": "pdf"})
        assert answer.content.startswith(b"%PDF")
        said += answer.headers["Content-Disposition"]
    assert len({sheet.url for sheet in sheets}) == 2
    assert re.findall(r"filename=\"(\w+)", said) == ["questions", "ticket", "sheets"]
    assert not any(name in said for name in (*NAMES, "8-B"))


def test_an_institution_without_names_prints_number_and_drawing_only(browser, page, cohort):
    cohort.institution.zero_names = True
    cohort.institution.save()
    body = browser.get(f"{page}sheets/", {"language": "en"}).content.decode()
    assert not any(name in body for name in NAMES)
    assert "No. 1" in body
    assert 'role="img"' in body


def test_blank_sheets_carry_the_class_and_nobody(browser, page):
    body = browser.get(f"{page}sheets/", {"blank": "3"}).content.decode()
    assert body.count('class="qr"') == 3
    assert not any(name in body for name in NAMES)
    assert browser.get(f"{page}sheets/", {"blank": "9999"}).status_code == 404


def test_questions_are_printed_in_any_complete_language_and_in_large_print(browser, page):
    assert "укр single prompt" in browser.get(f"{page}questions/", {"language": "uk"}).content.decode()
    large = browser.get(f"{page}questions/", {"language": "en", "large": "1"}).content.decode()
    assert 'class="large"' in large
    assert "single prompt" in large
    assert large.count("sheet-question") == 4


def test_a_ticket_asks_the_chosen_questions_three_at_most(browser, page):
    chosen = browser.get(f"{page}ticket/", {"language": "en", "q": ["2", "3"]}).content.decode()
    assert chosen.count("sheet-question") == 4
    assert "single prompt" not in chosen
    assert browser.get(f"{page}ticket/").content.decode().count("sheet-question") == 6


def test_a_code_opens_the_row_of_its_student_for_the_next_try(browser, page, given_quiz, enrolment):
    answer_quiz(given_quiz, enrolment.learner)
    (sheet, _other) = student_sheets(PaperQuiz(given_quiz, "en"), "")
    answer = browser.get(sheet.url)
    assert answer.headers["Location"].endswith(f"?place={enrolment.public_id}&try=2#p-{enrolment.public_id}")
    body = browser.get(answer.headers["Location"]).content.decode()
    assert f'name="n-{enrolment.public_id}" value="2"' in body
    assert 'class="is-here"' in body


def test_a_code_lets_nobody_in_who_does_not_teach_the_class(outsider, stranger, given_quiz, enrolment, page):
    token = sheet_token(Sheet(given_quiz.public_id, enrolment.public_id))
    assert outsider.get(f"/t/p/{token}/").status_code == 404
    assert stranger.get(f"/t/p/{token}/").status_code == 302
    assert outsider.get(f"{page}sheets/").status_code == 404


@pytest.mark.pure
def test_a_changed_code_is_unknown():
    token = sheet_token(Sheet("a" * 10, "b" * 10, 2))
    assert read_sheet(token) == Sheet("a" * 10, "b" * 10, 2)
    assert read_sheet(sheet_token(Sheet("a" * 10))) == Sheet("a" * 10)
    for wrong in ("", token[:-1], "c" + token[1:], token[:-1] + "§", "x" * 42):
        with pytest.raises(SheetUnknown):
            read_sheet(wrong)


@pytest.mark.pure
def test_a_print_template_becomes_blocks():
    html = '<p class="hint">Tick <b>one</b>\n box.</p><ul><li>☐ A. one<br>two</li><li> </li></ul> outside'
    assert blocks(html) == [
        {"text": "Tick one box.", "hint": True},
        {"text": "☐ A. one\ntwo", "hint": False},
        {"text": "outside", "hint": False},
    ]
