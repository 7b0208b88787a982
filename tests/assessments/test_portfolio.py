"""A student's practical work as a page and as a file: marked work, in the own class, and no name in it."""

import pytest
from django.test import Client

from assessments.enums import FeedbackPolicy
from assessments.interactions.by_person import criteria_of
from assessments.models import Attempt, QuizAssignment
from assessments.queries.portfolio import portfolio
from assessments.services import observe, save_marks, send_attempt, start_attempt
from audit.models import AuditEntry
from tests.assessments.working import answer, items_of, picture, sent, work_assignment
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def assignment(cohort):
    return work_assignment(cohort)


@pytest.fixture
def marked(assignment, student, teacher):
    """A photo that was marked, and beside it a text that was watched."""
    attempt = start_attempt(assignment=assignment, learner=student)
    text, photo, _keyed = items_of(assignment)
    answer(attempt, photo, files=[sent(picture())])
    attempt = send_attempt(attempt=attempt)
    for item, points in ((photo, (2, 3)), (text, (3, 3))):
        given = dict(zip([one.id for one in criteria_of(item)], points, strict=True))
        if item is photo:
            save_marks(attempt=attempt, item=item, points=given, feedback="Even stitches.", seen=0, actor=teacher)
        else:
            observe(
                assignment=assignment, learner=student, item=item, points=given, feedback="", seen=0, actor=teacher
            )  # fmt: skip
    return attempt


def entries():
    rows = Attempt.objects.select_related("assignment__version").order_by("pk")
    return portfolio(rows, "en")


def test_it_shows_what_was_marked_and_how(marked):
    [entry] = entries()
    assert entry.verdict == "passed"
    watched, photo = entry.works
    assert (photo.score, photo.feedback, bool(photo.photo), photo.is_observed) == (5, "Even stitches.", True, False)
    assert (watched.score, watched.photo, watched.is_observed) == (6, None, True)


def test_student_and_teacher_get_the_same_file_and_strangers_none(marked, student, teacher, enrolment, head):
    own, by_teacher = sign_in(Client(), student), sign_in(Client(), teacher)
    path = f"/t/s/{enrolment.public_id}/portfolio/"
    assert "Even stitches." in own.get("/my/portfolio/").text
    for refused in ({}, {"reason": "for Olena's aunt"}):
        assert by_teacher.post(path, refused).status_code == 422
    files = [own.get("/my/portfolio/file/"), by_teacher.post(path, {"reason": "a talk about training places"})]
    entry = AuditEntry.objects.get(action="results.export")
    assert (entry.scope_id, entry.count, entry.details) == (student.public_id, 1, {"table": "work"})
    for file in files:
        assert file.headers["Content-Disposition"] == 'attachment; filename="work.pdf"'
        assert file.content.startswith(b"%PDF")
        assert b"Olena" not in file.content
    outsider = sign_in(Client(), head)
    assert {outsider.get(path).status_code, outsider.post(path, {"reason": "x"}).status_code} == {404}


def test_what_the_teacher_holds_back_is_not_in_it(marked, student):
    QuizAssignment.objects.update(feedback=FeedbackPolicy.BY_TEACHER)
    page = sign_in(Client(), student).get("/my/portfolio/").text
    assert "Even stitches." not in page
    assert "No work of yours has been marked yet." in page


def test_work_that_waits_is_left_out(assignment, student):
    attempt = start_attempt(assignment=assignment, learner=student)
    answer(attempt, items_of(assignment)[0], text="Tools first.")
    send_attempt(attempt=attempt)
    assert entries() == []
