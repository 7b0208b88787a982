"""The gradebook: every quiz beside every student, filtered, and the same cell by cell in every file."""

import csv
import io
import re
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils.html import strip_tags
from openpyxl import load_workbook

from assessments.models import QuizAssignment, QuizVersion, Response
from assessments.queries.grades import Grade, grade_state
from audit.models import AuditEntry
from institutions.models import Enrolment
from lessons.queries.gradebook import Choice, class_gradebook
from tests.answering import answer_quiz
from tests.assessments.builders import make_learner

SENT = {"people": "as_shown", "reason": "end of term"}


@pytest.fixture
def alone(given_quiz):
    """A second quiz of the class, without a lesson."""
    version = QuizVersion.objects.create(
        quiz=given_quiz.version.quiz, number=2, structure=given_quiz.version.structure, content_hash="x",
        pass_percent=60, source_language="en",
    )  # fmt: skip
    texts = given_quiz.version.texts.get(language="en")
    version.texts.create(language="en", title=texts.title, texts=texts.texts)
    return QuizAssignment.objects.create(version=version, cohort=given_quiz.cohort)


@pytest.fixture
def book(given_quiz, alone, student, other_student):
    """Return the gradebook of a class where one student did well on a phone and badly on paper, one nothing."""
    answer_quiz(given_quiz, student)
    attempt = answer_quiz(alone, student, right=False)
    Response.objects.filter(attempt=attempt).update(source="paper")
    return lambda **choice: class_gradebook(given_quiz.cohort, "en", Choice(**choice))


@pytest.fixture
def browser(client, teacher, sign_in):
    return sign_in(client, teacher)


@pytest.mark.pure
@pytest.mark.parametrize(
    ("score", "most", "state"),
    [("6", "10", "right"), ("5.99", "10", "part"), ("3", "10", "part"), ("2.99", "10", "wrong"), ("0", "0", "wrong")],
)
def test_a_grade_is_judged_by_the_pass_mark(score, most, state):
    assert grade_state(Decimal(score), Decimal(most), 60) == state


@pytest.mark.pure
def test_points_have_no_zeros_that_say_nothing():
    assert Grade("part", Decimal("2.50"), Decimal("10.00")).text == "2.5/10"


def test_cells_totals_and_feet(book, student):
    table = book()
    assert [column.quiz.number for column in table.columns] == ["1.1", "#1"]
    cells = {
        row.enrolment.learner_id: [(cell.state, cell.text, cell.source) for cell in row.cells] for row in table.rows
    }
    assert cells.pop(student.pk) == [("right", "4/4", ""), ("wrong", "0/4", "paper")]
    assert list(cells.values()) == [[("none", "", "")] * 2]
    row = next(row for row in table.rows if row.enrolment.learner_id == student.pk)
    assert (row.sent, row.total.text) == (2, "4/8")
    assert [(column.sent, column.percent) for column in table.columns] == [(1, None), (1, None)]


def test_filters_leave_out_what_was_not_asked_for(book, student):
    (module,) = book().modules
    assert [column.quiz.number for column in book(module=module).columns] == ["1.1"]
    paper = next(row for row in book(source="paper").rows if row.enrolment.learner_id == student.pk)
    assert [cell.state for cell in paper.cells] == ["unasked", "wrong"]
    assert (paper.sent, paper.total.text) == (1, "0/4")
    assert [row.enrolment.learner_id for row in book(attention=True).rows] != [student.pk]


def shown(page):
    """Return the words of every cell of the table, without those for screen readers."""
    page = re.sub(r'<span class="visually-hidden">.*?</span>', "", page)
    lines = re.findall(r"<tr>(.*?)</tr>", page.split("<tbody>")[1].split("</tfoot>")[0], flags=re.DOTALL)
    return [
        [" ".join(strip_tags(cell).split()) for cell in re.findall(r"<t[hd].*?</t[hd]>", line, flags=re.DOTALL)]
        for line in lines
    ]


@pytest.mark.parametrize("query", ["", "?source=paper"])
@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_file_equals_the_screen_cell_by_cell(browser, book, given_quiz, kind, query):
    url = f"/t/c/{given_quiz.cohort.public_id}/gradebook/"
    data = browser.post(f"{url}export/{query}", SENT | {"format": kind})
    if kind == "csv":
        lines = list(csv.reader(io.StringIO(data.content.decode("utf-8-sig"))))
    else:
        sheet = load_workbook(io.BytesIO(data.content)).active
        lines = [["" if value is None else str(value) for value in row] for row in sheet.iter_rows(values_only=True)]
    assert lines[1:] == shown(browser.get(f"{url}{query}").content.decode())
    assert AuditEntry.objects.get(action="results.export").scope_type == "cohort"


def test_it_prints_and_a_reason_with_a_name_is_refused(browser, book, given_quiz, student):
    url = f"/t/c/{given_quiz.cohort.public_id}/gradebook/export/"
    assert browser.post(url, SENT | {"format": "pdf"}).content.startswith(b"%PDF")
    reason = {"reason": f"for {student.display_name.split()[0]}", "format": "csv"}
    assert browser.post(url, SENT | reason).status_code == 422
    assert AuditEntry.objects.filter(action="results.export").count() == 1


def test_it_costs_the_same_for_one_student_and_quiz_and_for_more(browser, given_quiz, student, request):
    def cost():
        with CaptureQueriesContext(connection) as captured:
            assert browser.get(f"/t/c/{given_quiz.cohort.public_id}/gradebook/").status_code == 200
        return len(captured)

    answer_quiz(given_quiz, student)
    cost()
    once = cost()
    alone = request.getfixturevalue("alone")
    for number in range(2):
        answer_quiz(alone, make_learner(given_quiz.cohort, f"L{number}"), right=False)
    assert Enrolment.objects.count() == 3
    assert cost() == once
