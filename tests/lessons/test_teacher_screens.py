"""The teacher's screens: Today, the class, giving lessons, preparing, and who understood what."""

import csv
import io

import pytest
from django.test import Client
from openpyxl import load_workbook

from assessments.interactions import logic
from assessments.models import QuizAssignment
from assessments.queries import class_results, frozen_structure
from assessments.services import save_answer, send_attempt, start_attempt
from audit.models import AuditEntry
from institutions.enums import Role
from lessons.exchange.results_table import cell_text
from lessons.models import CourseAssignment, LessonAssignment
from lessons.services import assign_course, assign_lesson, withdraw_lesson
from tests.factories import EnrolmentFactory, LearnerFactory
from tests.factories.site import GUIDE_CANARY

EXPORT = {"people": "numbers", "format": "csv", "reason": "report for the end of term"}


@pytest.fixture
def browser(client, teacher, sign_in):
    return sign_in(client, teacher)


@pytest.fixture
def outsider(member, sign_in, school):
    """A teacher of the same school who does not teach the class."""
    return sign_in(Client(), member(Role.TEACHER, institution=school).user)


@pytest.fixture
def answered(given_quiz, student):
    attempt = start_attempt(assignment=given_quiz, learner=student)
    for item in frozen_structure(given_quiz.version).items[:2]:
        choice = logic("choice").answer_from_json(item, {"chosen": [item.choices[1]]})
        save_answer(attempt=attempt, item=item, answer=choice, sequence=1, language="en", text_revision=1)
    return send_attempt(attempt=attempt)


def test_today_shows_the_next_lesson_of_each_class(browser, given_lesson):
    page = browser.get("/t/").content.decode()
    assert "8-B" in page
    assert "Prepare lesson 1.1" in page


def test_the_class_page_lists_students_and_lessons(browser, given_lesson, student):
    page = browser.get(f"/t/c/{given_lesson.cohort.public_id}/").content.decode()
    assert "Olena K." in page
    assert "1.1. Topic" in page


def test_preparing_shows_the_guide(browser, given_lesson):
    page = browser.get(f"/t/l/{given_lesson.public_id}/").content.decode()
    assert GUIDE_CANARY in page
    assert "45 min" in page


def test_a_course_is_given_with_its_lessons_and_quizzes(browser, cohort, site_tree):
    form = {"courses": [site_tree.course.pk]}
    assert browser.post(f"/t/c/{cohort.public_id}/assign/", form).status_code == 303
    given = LessonAssignment.objects.get()
    assert given.quiz_assignment.version == site_tree.version


def test_giving_a_course_twice_changes_nothing(cohort, teacher, site_tree):
    assign_course(course=site_tree.course, cohort=cohort, actor=teacher)
    assign_course(course=site_tree.course, cohort=cohort, actor=teacher)
    assert CourseAssignment.objects.count() == LessonAssignment.objects.count() == 1


def test_giving_nothing_is_told_in_words(browser, cohort, site_tree):
    answer = browser.post(f"/t/c/{cohort.public_id}/assign/", {})
    assert answer.status_code == 422
    assert "Choose at least one course" in answer.content.decode()


def test_a_quiz_can_be_given_without_its_lesson(browser, cohort, site_tree, student, sign_in):
    browser.post(f"/t/c/{cohort.public_id}/assign/", {"quizzes": [site_tree.quiz.pk]})
    assert cohort.quiz_assignments.count() == 1
    assert not LessonAssignment.objects.exists()
    assert "Quiz 1" in sign_in(Client(), student).get("/my/").content.decode()


def test_a_lesson_taken_back_can_be_given_again(given_lesson, teacher, site_tree):
    withdraw_lesson(given=given_lesson, actor=teacher)
    withdraw_lesson(given=given_lesson, actor=teacher)
    again = assign_lesson(lesson=site_tree.lesson, cohort=given_lesson.cohort, actor=teacher)
    assert again != given_lesson
    assert AuditEntry.objects.filter(action="lesson.withdraw").count() == 1


def test_the_table_shows_what_the_student_answered(browser, answered):
    page = browser.get(f"/t/q/{answered.assignment.public_id}/").content.decode()
    assert "Olena K." in page
    assert "heat-wrong" in page
    assert "not right</span> B" in page


def test_the_question_page_names_the_misconception(browser, answered):
    page = browser.get(f"/t/q/{answered.assignment.public_id}/1/").content.decode()
    assert "single belief b" in page
    assert "Fewer than 8 answers" in page


def test_the_student_page_lists_tries(browser, answered, enrolment):
    page = browser.get(f"/t/s/{enrolment.public_id}/").content.decode()
    assert "Quiz 1" in page
    assert "0 / 4" in page


def test_the_student_page_says_which_of_several_tries_counts(browser, answered, enrolment, student):
    assert "counts<" not in browser.get(f"/t/s/{enrolment.public_id}/").text
    QuizAssignment.objects.update(tries=2, counted_try="first")
    send_attempt(attempt=start_attempt(assignment=answered.assignment, learner=student))
    first, second = browser.get(f"/t/s/{enrolment.public_id}/").text.split('data-label="Try"')[1:]
    assert '<span class="badge">counts</span>' in first
    assert "counts" not in second


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_file_equals_the_screen_cell_by_cell(browser, answered, kind):
    url = f"/t/q/{answered.assignment.public_id}/export/"
    data = browser.post(url, EXPORT | {"people": "as_shown", "format": kind})
    assert data.headers["Content-Disposition"].endswith(f'.{kind}"')
    if kind == "csv":
        lines = list(csv.reader(io.StringIO(data.content.decode("utf-8-sig"))))
    else:
        sheet = load_workbook(io.BytesIO(data.content)).active
        lines = [["" if value is None else str(value) for value in row] for row in sheet.iter_rows(values_only=True)]
    results = class_results(answered.assignment, "en")
    shown = [
        [row.enrolment.label, *[cell_text(cell.state, cell.text) for cell in row.cells], str(row.right)]
        for row in results.rows
    ]
    assert lines[1 : 1 + len(shown)] == shown
    assert AuditEntry.objects.filter(action="results.export").count() == 1


def test_a_name_that_looks_like_a_formula_stays_text(browser, answered, student):
    student.display_name = "=1+1"
    student.save()
    url = f"/t/q/{answered.assignment.public_id}/export/"
    assert "'=1+1" in browser.post(url, EXPORT | {"people": "as_shown"}).content.decode("utf-8-sig")
    sheet = load_workbook(
        io.BytesIO(browser.post(url, EXPORT | {"people": "as_shown", "format": "xlsx"}).content)
    ).active
    assert sheet["A2"].value == "'=1+1"


def test_a_file_with_numbers_holds_no_name(browser, answered):
    data = browser.post(f"/t/q/{answered.assignment.public_id}/export/", EXPORT)
    assert "Olena" not in data.content.decode("utf-8-sig")


def test_a_colleague_who_does_not_teach_the_class_finds_nothing(outsider, answered, enrolment, given_lesson):
    root = f"/t/q/{answered.assignment.public_id}/"
    pages = (root, f"{root}1/", f"{root}export/", f"/t/s/{enrolment.public_id}/", f"/t/l/{given_lesson.public_id}/")
    for url in (*pages, f"/t/c/{enrolment.cohort.public_id}/", f"/t/c/{enrolment.cohort.public_id}/assign/"):
        assert outsider.get(url).status_code == 404, url
    assert outsider.post(f"/t/l/{given_lesson.public_id}/withdraw/").status_code == 404
    assert LessonAssignment.objects.get().withdrawn_at is None


def test_a_student_finds_no_staff_page(student, sign_in, answered):
    browser = sign_in(Client(), student)
    assert browser.get("/t/").status_code == 404
    assert browser.get(f"/t/q/{answered.assignment.public_id}/").status_code == 404


@pytest.mark.parametrize("students", [1, 3])
def test_the_table_costs_the_same_for_one_and_three_students(browser, answered, students, django_assert_num_queries):
    for number in range(students - 1):
        EnrolmentFactory(cohort=answered.assignment.cohort, learner=LearnerFactory(), seat_number=number + 5)
    url = f"/t/q/{answered.assignment.public_id}/"
    browser.get(url)
    # Session, user, assignment, the four of the table, what is late, and what was counted in the room.
    with django_assert_num_queries(10):
        browser.get(url)
