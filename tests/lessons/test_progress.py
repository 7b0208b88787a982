"""A class over the term, and the sheet that a student takes along: thresholds, the same figures twice, no ranking."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from assessments.models import Attempt
from assessments.queries.competencies import Share
from audit.models import AuditEntry
from lessons.queries.progress import class_progress
from lessons.queries.summaries import class_summaries, place_of
from tests.answering import answer_quiz
from tests.assessments.builders import make_learner


@pytest.fixture
def browser(client, teacher, sign_in):
    return sign_in(client, teacher)


@pytest.mark.pure
@pytest.mark.parametrize(
    ("right", "n", "place"),
    [(2, 2, ""), (3, 3, "can"), (4, 5, "can"), (3, 5, "on_the_way"), (2, 3, "on_the_way"), (1, 3, "again"), (0, 0, "")],
)
def test_a_sheet_says_something_from_three_answers_on(right, n, place):
    assert place_of(Share(n, right)) == place


@pytest.mark.pure
@pytest.mark.parametrize(("right", "n", "percent"), [(4, 4, None), (4, 5, 80), (0, 5, 0)])
def test_a_bar_needs_five_answers(right, n, percent):
    assert Share(n, right).percent == percent


@pytest.mark.parametrize("query", ["", "?by=month"])
def test_the_drawing_and_the_table_say_the_same(browser, given_quiz, student, query):
    answer_quiz(given_quiz, student)
    answer_quiz(given_quiz, make_learner(given_quiz.cohort, "Two"), right=False)
    page = browser.get(f"/t/c/{given_quiz.cohort.public_id}/progress/{query}").content.decode()
    assert re.findall(r'height="(\d+)"><title>(.*?): (\d+)%', page)[0][::2] == ("50", "50")
    assert re.sub(r"\s+", " ", page).count("50% <span") == 3
    (line,) = class_progress(given_quiz.cohort, "en", by_month=bool(query))
    assert [(point.share.n, point.share.right) for point in line.points] == [(8, 4)]


def test_few_answers_are_numbers_without_a_bar(browser, given_quiz, student):
    answer_quiz(given_quiz, student)
    page = browser.get(f"/t/c/{given_quiz.cohort.public_id}/progress/").content.decode()
    assert "<title>1.1" not in page
    assert "4/4" in page


def test_the_sheets_speak_to_each_student_without_a_number(given_quiz, student, other_student, browser):
    answer_quiz(given_quiz, student)
    answer_quiz(given_quiz, other_student, right=False)
    found = {one.enrolment.learner_id: one for one in class_summaries(given_quiz.cohort, "en")}
    assert [len(found[student.pk].can), len(found[student.pk].again)] == [1, 0]
    assert [len(found[other_student.pk].can), len(found[other_student.pk].again)] == [0, 1]
    page = browser.get(f"/t/c/{given_quiz.cohort.public_id}/sheets/").content.decode()
    sheets = page.split("<h2>")[-1].split("</main>")[0]
    assert "This is worth another look" in sheets
    assert not re.search(r"\d+ ?(%|/|of)", re.sub(r"<[^>]+>", "", sheets))


def test_a_pdf_is_logged_and_called_the_same_for_everybody(given_quiz, student, enrolment, browser):
    url = f"/t/c/{given_quiz.cohort.public_id}/sheets/"
    answer = browser.post(url, {"student": enrolment.public_id, "reason": "talk about the term"})
    assert answer.content.startswith(b"%PDF")
    assert answer.headers["Content-Disposition"] == 'attachment; filename="sheet.pdf"'
    assert AuditEntry.objects.get(action="results.export").count == 1
    assert browser.post(url, {"student": "all", "reason": ""}).status_code == 422


@pytest.mark.parametrize("path", ["progress", "sheets"])
def test_more_students_cost_no_more(browser, given_quiz, student, path):
    def cost():
        with CaptureQueriesContext(connection) as captured:
            assert browser.get(f"/t/c/{given_quiz.cohort.public_id}/{path}/").status_code == 200
        return len(captured)

    answer_quiz(given_quiz, student)
    cost()
    once = cost()
    for number in range(2):
        answer_quiz(given_quiz, make_learner(given_quiz.cohort, f"L{number}"), right=False)
    assert Attempt.objects.count() == 3
    assert cost() == once
