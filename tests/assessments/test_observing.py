"""Work that was watched and not handed in: recorded once, marked as seen, and shown to its student."""

import pytest
from django.test import Client

from assessments.interactions.by_person import criteria_of
from assessments.models import Attempt, Response
from assessments.services import HasBegun, NotToMark, ObservedAlready, observe, start_attempt
from tests.assessments.working import answer, items_of, sent_text, work_assignment
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def assignment(cohort):
    return work_assignment(cohort)


@pytest.fixture
def see(assignment, student, teacher):
    """Record what was seen of the photo task: ``see(2, 3)``."""
    item = items_of(assignment)[1]

    def run(*points, seen=0):
        names = [one.id for one in criteria_of(item)]
        return observe(
            assignment=assignment, learner=student, item=item, points=dict(zip(names, points, strict=False)),
            feedback="The seam is straight.", seen=seen, actor=teacher,
        )  # fmt: skip

    return run


def test_it_is_a_sent_try_with_its_source(see, assignment, student):
    assert see(2, 3).score == 5
    attempt = Attempt.objects.get()
    response = Response.objects.get()
    assert (attempt.learner, attempt.score, response.source) == (student, 5, "observed")
    page = sign_in(Client(), student).get(f"/my/q/{attempt.public_id}/done/").text
    assert "Your teacher watched you work." in page
    assert "The seam is straight." in page


def test_twice_is_once_and_a_second_look_takes_the_second_try(see):
    see(0, 3)
    with pytest.raises(ObservedAlready):
        see(0, 3)
    see(3, 3, seen=1)
    assert list(Attempt.objects.order_by("number").values_list("number", "score")) == [(1, 3), (2, 6)]
    with pytest.raises(NotToMark):
        see(3, 3, seen=2)


def test_a_try_that_was_sent_without_it_is_completed(see, assignment, student):
    attempt = sent_text(assignment, student)
    see(2, 2)
    assert set(attempt.responses.values_list("source", flat=True)) == {"device", "observed"}


def test_nothing_is_taken_from_a_student_who_has_begun(see, assignment, student):
    attempt = start_attempt(assignment=assignment, learner=student)
    answer(attempt, items_of(assignment)[0], text="Tools first.")
    with pytest.raises(HasBegun):
        see(2, 2)
    attempt.responses.all().delete()
    see(2, 2)  # opened, and nothing else
    assert Attempt.objects.get().sent_at is not None


def test_nothing_decided_is_nothing_recorded(see):
    with pytest.raises(NotToMark):
        see()
    assert not Response.objects.exists()


def test_the_teacher_finds_who_handed_in_nothing(assignment, teacher, enrolment, other_student):
    browser = sign_in(Client(), teacher)
    url = f"/t/q/{assignment.public_id}/observe/{enrolment.public_id}/2/"
    assert url in browser.get(f"/t/q/{assignment.public_id}/marking/").text
    names = [one.id for one in criteria_of(items_of(assignment)[1])]
    posted = {f"criterion-{names[0]}": "1", f"criterion-{names[1]}": "3", "seen": "0", "feedback": ""}
    assert browser.post(url, {"seen": "0"}).status_code == 422
    for status in (303, 422):
        assert browser.post(url, posted).status_code == status
    assert Attempt.objects.count() == 1
    assert "Not yet passed" in browser.get(f"/t/q/{assignment.public_id}/marking/").text
    assert "observation" in browser.get(f"/t/s/{enrolment.public_id}/").text
    assert browser.get(f"/t/q/{assignment.public_id}/observe/{enrolment.public_id}/3/").status_code == 404


def test_no_student_can_say_so(assignment, student):
    attempt = start_attempt(assignment=assignment, learner=student)
    url = f"/my/q/{attempt.public_id}/2/"
    sign_in(Client(), student).post(url, {"observed": "1", "sequence": "1"})
    assert not Response.objects.exists()
