"""Marking by a rubric: rounds that are appended, a score once all is decided, and two teachers at once."""

import pytest

from assessments.interactions.by_person import criteria_of
from assessments.models import MarkingRound, Response, RubricMark
from assessments.queries import class_results, class_works, feedback_rows, frozen_texts, next_to_mark
from assessments.services import MarkedMeanwhile, NotToMark, save_marks, start_attempt
from audit.models import AuditEntry
from tests.assessments.working import answer, items_of, sent_text, work_assignment

pytestmark = pytest.mark.django_db


@pytest.fixture
def assignment(cohort):
    return work_assignment(cohort)


@pytest.fixture
def attempt(assignment, student):
    return sent_text(assignment, student)


@pytest.fixture
def save(attempt, assignment, teacher):
    """Save marks: ``save(2, 3)`` for both criteria, ``None`` for one that is not decided."""
    item = items_of(assignment)[0]

    def run(*points, seen=0, feedback="", actor=teacher):
        names = [one.id for one in criteria_of(item)]
        decided = {name: given for name, given in zip(names, points, strict=True) if given is not None}
        return save_marks(
            attempt=attempt, item=item, points=decided, feedback=feedback, seen=seen, actor=actor or teacher
        )

    return run


def cell(assignment):
    return class_results(assignment, "en").rows[0].cells[0]


def test_points_count_once_every_criterion_is_decided(save, attempt, assignment):
    attempt.refresh_from_db()
    assert (attempt.score, attempt.max_score) == (0, 1 + 6)  # the photo was never handed in
    assert cell(assignment).state == "waiting"
    begun = save(2, None, feedback="Half way.")
    attempt.refresh_from_db()
    assert (begun.score, attempt.max_score, cell(assignment).state) == (None, 7, "waiting")
    done = save(2, 3, seen=begun.number, feedback="Well done.")
    attempt.refresh_from_db()
    assert (done.score, attempt.score, attempt.max_score) == (5, 5, 13)
    assert (cell(assignment).state, cell(assignment).text) == ("part", "5/6")
    assert Response.objects.get(attempt=attempt).score == 5
    assert not AuditEntry.objects.filter(action="work.mark_again").exists()


def test_saving_twice_is_saving_once(save):
    assert save(1, 1) == save(1, 1)
    assert MarkingRound.objects.count() == 1


def test_marking_again_is_logged_and_keeps_what_was_given(save, attempt):
    save(3, 3)
    again = save(0, 3, seen=1)
    attempt.refresh_from_db()
    assert (again.number, attempt.score) == (2, 3)
    assert sorted(RubricMark.objects.filter(round__number=1).values_list("points", flat=True)) == [3, 3]
    entry = AuditEntry.objects.get(action="work.mark_again")
    assert (entry.scope_id, entry.details["before"], entry.details["after"]) == (attempt.public_id, 6, 3)
    open_again = save(0, None, seen=2)
    attempt.refresh_from_db()
    assert (open_again.score, attempt.score, attempt.max_score) == (None, 0, 7)


def test_the_later_of_two_teachers_hears_of_the_first(save, co_teacher, attempt):
    save(1, 1)
    with pytest.raises(MarkedMeanwhile) as refused:
        save(3, 3, seen=0, actor=co_teacher)
    assert refused.value.latest.score == 2
    attempt.refresh_from_db()
    assert attempt.score == 2
    assert save(3, 3, seen=refused.value.latest.number, actor=co_teacher).score == 6


def test_what_cannot_be_marked_is_refused(save, assignment, other_student, teacher, attempt):
    for points in ((4, 1), (-1, 1)):
        with pytest.raises(NotToMark):
            save(*points)
    with pytest.raises(NotToMark):
        save(1, 1, feedback="x" * 301)
    item = items_of(assignment)[0]
    with pytest.raises(NotToMark):
        save_marks(attempt=attempt, item=item, points={"nothing": 1}, feedback="", seen=0, actor=teacher)
    running = start_attempt(assignment=assignment, learner=other_student)
    answer(running, item, text="Not sent.")
    with pytest.raises(NotToMark):
        save_marks(attempt=running, item=item, points={}, feedback="", seen=0, actor=teacher)
    assert not MarkingRound.objects.exists()


def test_i_dont_know_waits_for_nobody(assignment, student):
    attempt = start_attempt(assignment=assignment, learner=student)
    answer(attempt, items_of(assignment)[0], dont_know="1")
    from assessments.services import send_attempt

    assert send_attempt(attempt=attempt).max_score == 13
    assert class_works(assignment, "en") == []


def test_the_student_reads_levels_and_words_once_all_is_decided(save, attempt, assignment):
    def row():
        return feedback_rows(attempt, frozen_texts(assignment.version, "en"))[0]

    save(1, None, feedback="Not yet.")
    assert row().review.score is None
    assert row().review.feedback == ""
    save(1, 3, seen=1, feedback="Mind the safety.")
    review = row().review
    assert (review.score, review.feedback) == (4, "Mind the safety.")
    assert [(one.text, one.given, one.is_short) for one in review.criteria] == [
        ("Safety", "Safety level 1", True),
        ("Order", "Order level 3", False),
    ]


def test_the_list_is_shuffled_alike_for_all_and_leads_on_to_what_waits(assignment, cohort, save, make_learners):
    for learner in make_learners(4):
        sent_text(assignment, learner)
    save(1, 1)
    works = class_works(assignment, "en")
    assert [one.place for one in works] == [1, 2, 3, 4, 5]
    assert [one.attempt for one in works] == [one.attempt for one in class_works(assignment, "en")]
    marked = next(one for one in works if one.state == "marked")
    assert next_to_mark(works, marked.place) is not None
    assert next_to_mark(works, 0).state == "waiting"
    assert next_to_mark([marked], 1) is None


@pytest.fixture
def make_learners(cohort):
    """Seat more learners in the class."""
    from tests.factories import EnrolmentFactory, LearnerFactory

    def make(count):
        learners = LearnerFactory.create_batch(count)
        for seat, learner in enumerate(learners, 20):
            EnrolmentFactory(cohort=cohort, learner=learner, seat_number=seat)
        return learners

    return make
