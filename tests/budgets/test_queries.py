"""How often a page asks the database: exactly so often, for one student and for forty, for one lesson and for three.

Counted without the statements that begin, save and end transactions.
"""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from benchmarks import scene
from institutions.models import CohortStaff, Membership
from tests.signing_in import sign_in

pytestmark = [pytest.mark.django_db, pytest.mark.sqlite]

TRANSACTION = re.compile(r"(BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE)\b")
SIZES = [(1, 1), (40, 1), (40, 3)]


@pytest.fixture(params=SIZES, ids=lambda size: f"{size[0]} students, {size[1]} lessons")
def classroom(request) -> scene.Scene:
    """A class of one or forty with one or three lessons; beside it another class, which nobody here may pay for."""
    learners, lessons = request.param
    scene.build(learners=3, questions=2, name="beside")
    return scene.build(learners=learners, questions=20, lessons=lessons)


@pytest.fixture
def student(classroom) -> Client:
    """The last student of the class, signed in, whose first page of the day is behind them."""
    return sign_in(Client(), classroom.learners[-1])


@pytest.fixture
def teacher(classroom) -> Client:
    """Whoever teaches the class."""
    return sign_in(Client(), classroom.teacher)


def queries(visitor: Client, path: str, fields: dict[str, str] | None = None, *, status: int = 200) -> int:
    """Return how many queries a request takes."""
    with CaptureQueriesContext(connection) as captured:
        response = visitor.get(path) if fields is None else visitor.post(path, fields)
    assert response.status_code == status, response.content[:500]
    return sum(1 for query in captured.captured_queries if not TRANSACTION.match(query["sql"]))


def test_my_lessons(classroom, student):
    queries(student, "/my/")
    assert queries(student, "/my/") == 12


def test_first_page_of_a_lesson(classroom, student):
    path = f"/my/l/{classroom.lessons[0].public_id}/"
    queries(student, path)
    # Session, person, lesson of the class, its text, how far the student is.
    assert queries(student, path) == 5


def test_step_that_nobody_has_read_yet(classroom, student):
    path = f"/my/l/{classroom.lessons[0].public_id}/"
    queries(student, path)
    # As below, and the text, the lock on the student's progress, its row.
    assert queries(student, f"{path}2/") == 8
    # The next page: as below, and the text, the lock, the write.
    assert queries(student, f"{path}3/") == 8


def test_step_that_the_class_has_read(classroom, student):
    path = f"/my/l/{classroom.lessons[0].public_id}/2/"
    queries(student, path)
    # Session, person, lesson of the class, version of its text, how far the student is.
    assert queries(student, path) == 5


def test_question_and_answers(classroom, student):
    [*_others, attempt] = scene.start_attempts(classroom)
    path = f"/my/q/{attempt.public_id}/1/"
    first, second, *_more = attempt.layout["choices"][attempt.layout["items"][0]]
    queries(student, path)
    # Session, person, attempt with its version, revision of the texts, answer so far.
    assert queries(student, path) == 5
    # Session, person, attempt with its version, revision of the texts, lock with the answer so far, write.
    assert queries(student, path, {"sequence": "1", "choice": first}, status=303) == 6
    assert queries(student, path, {"sequence": "2", "choice": second}, status=303) == 6
    # The same again: nothing to write, one look at what is kept.
    assert queries(student, path, {"sequence": "2", "choice": second}, status=303) == 6


def test_table_of_results(classroom, teacher):
    scene.answer_everything(classroom)
    path = f"/t/q/{classroom.assignment.public_id}/"
    queries(teacher, path)
    # Session, person, the quiz of a class of theirs, revision of the texts, students, attempts, answers, what is late,
    # what later quizzes ask, and what was counted in the room.
    assert queries(teacher, path) == 10
    # Without what is late and what comes later, but whether it is to be explained again.
    assert queries(teacher, f"{path}1/") == 9


def test_page_of_a_class(classroom, teacher):
    scene.answer_everything(classroom)
    path = f"/t/c/{classroom.cohort.public_id}/"
    queries(teacher, path)
    assert queries(teacher, path) == 10


def test_today(classroom, teacher):
    scene.answer_everything(classroom)
    queries(teacher, "/t/")
    # Three of them for the first steps, until they are put away.
    assert queries(teacher, "/t/") == 20
    membership = Membership.objects.get(user=classroom.teacher)
    for number in (2, 3):
        another = scene.build(learners=2, questions=2, name=f"class-{number}")
        CohortStaff.objects.create(cohort=another.cohort, member=membership)
    assert queries(teacher, "/t/") == 20
