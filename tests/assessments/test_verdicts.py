"""Passed or not yet: enough points, every ★ criterion, every question that has to be right, and nothing that waits."""

import json

import pytest
from django.core.management import call_command
from django.test import Client

from assessments.enums import Verdict
from assessments.interactions.by_person import criteria_of
from assessments.models import QuizAssignment
from assessments.queries import verdicts
from assessments.services import assign_quiz, publish_quiz, save_marks, send_attempt, start_attempt
from tests.answering import answer_quiz
from tests.assessments.test_building import fixed, quiz_of
from tests.assessments.working import answer, items_of
from tests.factories.questions import ItemFactory, QuizFactory, RubricFactory, work
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def assignment(cohort):
    """A task with two criteria of which the first one needs two points, and a question with a key."""
    rubric = RubricFactory()
    items = [ItemFactory(name="text", interaction=work("text", "extended_text", rubric.pk, words=50))]
    version = publish_quiz(quiz=QuizFactory(items=items), actor=None)
    return assign_quiz(version=version, cohort=cohort, actor=None)


@pytest.fixture
def attempt(assignment, student):
    attempt = start_attempt(assignment=assignment, learner=student)
    answer(attempt, items_of(assignment)[0], text="Tools first.")
    return send_attempt(attempt=attempt)


def mark(attempt, teacher, *points):
    """Mark the text and return how the try stands."""
    item = items_of(attempt.assignment)[0]
    names = [one.id for one in criteria_of(item)]
    seen = attempt.marking_rounds.count()
    save_marks(
        attempt=attempt, item=item, points=dict(zip(names, points, strict=False)), feedback="", seen=seen, actor=teacher
    )
    attempt.refresh_from_db()
    return stands(attempt)


def stands(attempt):
    [row] = QuizAssignment.objects.select_related("version").filter(pk=attempt.assignment_id)
    attempt.assignment = row
    return verdicts([attempt])[attempt.pk]


def test_a_star_needs_its_points_whatever_the_sum_says(attempt, teacher):
    starred = [one.least for one in criteria_of(items_of(attempt.assignment)[0])]
    assert starred == [2, 0]
    assert stands(attempt) == Verdict.WAITING
    assert mark(attempt, teacher, 3) == Verdict.WAITING
    assert mark(attempt, teacher, 1, 3) == Verdict.NOT_YET  # 4 of 6 points are 66 per cent
    assert mark(attempt, teacher, 2, 1) == Verdict.NOT_YET  # 50 per cent
    assert mark(attempt, teacher, 2, 2) == Verdict.PASSED


def test_student_and_teacher_read_the_same(attempt, teacher, student, enrolment):
    mark(attempt, teacher, 1, 3)
    pages = {
        student: [f"/my/q/{attempt.public_id}/done/"],
        teacher: [f"/t/q/{attempt.assignment.public_id}/marking/", f"/t/s/{enrolment.public_id}/"],
    }
    for user, urls in pages.items():
        for url in urls:
            assert "Not yet passed" in sign_in(Client(), user).get(url).text, url
    assert "You may do it again" in sign_in(Client(), student).get(pages[student][0]).text


def test_a_question_that_has_to_be_right_decides(cohort, student):
    items = [ItemFactory(name=name) for name in "abcde"]
    quiz = quiz_of(fixed(items[0], critical=True), *(fixed(one) for one in items[1:]))
    assignment = assign_quiz(version=publish_quiz(quiz=quiz, actor=None), cohort=cohort, actor=None)
    [critical] = assignment.version.structure["plan"]["critical"]
    right = answer_quiz(assignment, student)
    assert stands(right) == Verdict.PASSED
    right.responses.filter(item_id=critical).update(score=0)
    assert right.score * 100 >= right.max_score * assignment.version.pass_percent
    assert stands(right) == Verdict.NOT_YET


def test_what_leaves_the_system_says_so_too(attempt, teacher, tmp_path):
    mark(attempt, teacher, 1, 3)
    target = tmp_path / "out.jsonl"
    call_command("export_xapi", str(target), assignment=attempt.assignment.public_id)
    [scored] = [one for one in json.loads(target.read_text()) if one["verb"]["id"].endswith("scored")]
    assert scored["result"]["success"] is False
