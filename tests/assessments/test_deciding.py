"""Late answers and extra tries: kept apart until the teacher counts or leaves them, and never deleted."""

import pytest

from assessments.models import Attempt, HeldAnswer, Response
from assessments.queries import class_results, counted_scores, late_count, late_students
from assessments.services import (
    count_late,
    issue_tickets,
    leave_late,
    note_feedback_seen,
    save_answer,
    send_attempt,
    start_attempt,
)
from assessments.services.merging import merge_entry
from assessments.services.tickets import read_ticket
from audit.models import AuditEntry
from tests.assessments.builders import KEY, choose, make_assignment, make_cohort, make_learner
from tests.assessments.test_merging import entry, sending


@pytest.fixture
def assignment(db):
    return make_assignment(make_cohort(), tries=1)


@pytest.fixture
def learner(assignment):
    return make_learner(assignment.cohort)


@pytest.fixture
def late(assignment, learner):
    """A wrong answer that was sent and explained; a right one and one to another question that arrived later."""
    (issued,) = issue_tickets(learner=learner)
    ticket = read_ticket(issued.ticket)
    merge_entry(entry=entry(assignment, issued.ticket, choice=0), ticket=ticket)
    note_feedback_seen(attempt=send_attempt(attempt=Attempt.objects.get()))
    for place in (0, 1):
        merge_entry(entry=entry(assignment, issued.ticket, place=place, choice=KEY, sequence=5001), ticket=ticket)
    return Attempt.objects.get()


@pytest.fixture
def extra(assignment, learner, teacher):
    """A first try without a point, and one beyond the allowed tries with one."""
    send_attempt(attempt=start_attempt(assignment=assignment, learner=learner))
    exception = assignment.exceptions.create(learner=learner, extra_tries=1)
    (issued,) = issue_tickets(learner=learner)
    exception.delete()
    merge_entry(entry=entry(assignment, issued.ticket), ticket=read_ticket(issued.ticket))
    merge_entry(entry=sending(issued.ticket), ticket=read_ticket(issued.ticket))
    return Attempt.objects.get(is_extra=True)


def test_late_answers_wait_until_they_are_counted(assignment, learner, late, teacher):
    assert (late.score, late_count(assignment).answers, late_count(assignment).students) == (0, 2, 1)
    assert count_late(assignment=assignment, learner_ids=[learner.pk], actor=teacher) == 2
    late.refresh_from_db()
    assert (late.score, Response.objects.count(), HeldAnswer.objects.count()) == (2, 2, 2)
    held = HeldAnswer.objects.first()
    assert (held.is_counted, held.decided_by_id, held.decided_at is not None) == (True, teacher.pk, True)
    assert late_count(assignment).answers == 0
    assert AuditEntry.objects.get(action="quiz.late_count").count == 2


def test_counting_twice_is_counting_once(assignment, learner, late, teacher):
    count_late(assignment=assignment, learner_ids=[learner.pk], actor=teacher)
    assert count_late(assignment=assignment, learner_ids=[learner.pk], actor=teacher) == 0
    assert AuditEntry.objects.filter(action="quiz.late_count").count() == 1


def test_what_is_left_stays_and_may_be_counted_later(assignment, learner, late, teacher):
    assert leave_late(assignment=assignment, learner_ids=[learner.pk], actor=teacher) == 2
    assert leave_late(assignment=assignment, learner_ids=[learner.pk], actor=teacher) == 0
    late.refresh_from_db()
    assert (late.score, HeldAnswer.objects.count(), late_count(assignment).answers) == (0, 2, 0)
    (student,) = late_students(assignment, "en")
    assert [row.state for row in student.answers] == ["left", "left"]
    assert (student.can_leave, student.can_count) == (False, True)
    assert count_late(assignment=assignment, learner_ids=[learner.pk], actor=teacher) == 2


def test_nobody_else_is_decided_about(assignment, learner, late, teacher):
    mate = make_learner(assignment.cohort, "Mate")
    assert count_late(assignment=assignment, learner_ids=[mate.pk], actor=teacher) == 0
    assert late_count(assignment).answers == 2


def test_a_newer_answer_is_never_overwritten(assignment, learner, late, teacher):
    Response.objects.update(sequence=9000)
    assert count_late(assignment=assignment, learner_ids=[learner.pk], actor=teacher) == 1
    assert HeldAnswer.objects.filter(is_counted=False, decided_at__isnull=False).count() == 1
    late.refresh_from_db()
    assert late.score == 1


def test_a_try_too_many_counts_when_the_teacher_says_so(assignment, learner, extra, teacher):
    pair = (assignment.pk, learner.pk)
    assert counted_scores(assignment.cohort)[pair].score == 0
    assert class_results(assignment, "en").answered == 0
    assert (late_count(assignment).tries, late_count(assignment).answers) == (1, 0)
    leave_late(assignment=assignment, learner_ids=[learner.pk], actor=teacher)
    assert counted_scores(assignment.cohort)[pair].score == 0
    assert count_late(assignment=assignment, learner_ids=[learner.pk], actor=teacher) == 1
    assert counted_scores(assignment.cohort)[pair].score == 1
    assert class_results(assignment, "en").answered == 1
    assert list(Attempt.objects.first_per_learner().values_list("number", flat=True)) == [1]


def test_an_answer_to_an_open_attempt_is_counted_and_scored_at_sending(assignment, learner, teacher):
    attempt = start_attempt(assignment=assignment, learner=learner)
    item, answer = choose(assignment, 0, KEY)
    HeldAnswer.objects.create(
        attempt=attempt, item_id=item.id, sequence=1, answer=answer.to_json(), language="en", reason="after_window"
    )
    count_late(assignment=assignment, learner_ids=[learner.pk], actor=teacher)
    save_answer(attempt=attempt, item=item, answer=answer, sequence=1, language="en", text_revision=1)
    assert send_attempt(attempt=attempt).score == 1
