"""What Today reminds of: as many answers as the marking page lists as waiting, of the own classes, for one query."""

import pytest
from django.test import Client
from django.utils import timezone

from assessments.interactions.by_person import criteria_of
from assessments.models import Attempt, QuizAssignment
from assessments.queries import class_works
from assessments.queries.waiting import waiting_works
from assessments.services import save_marks, send_attempt, start_attempt
from institutions.enums import Role
from institutions.models import Cohort, Enrolment
from tests.assessments.working import answer, items_of, sent_text, work_assignment
from tests.factories import CohortFactory, EnrolmentFactory
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def assignment(cohort):
    return work_assignment(cohort)


@pytest.fixture
def today(teacher, assignment):
    """The teacher's Today, freshly asked for."""
    desk = sign_in(Client(), teacher)
    return lambda: desk.get("/t/").text


def reminded() -> list[int]:
    return [work.answers for work in waiting_works(Cohort.objects.all(), "en")]


def test_it_counts_what_the_marking_page_lists(assignment, cohort, student, teacher):
    people = [student, *(EnrolmentFactory(cohort=cohort).learner for _number in range(5))]
    text, photo, keyed = items_of(assignment)
    tries = [sent_text(assignment, learner) for learner in people]
    levels = dict.fromkeys([one.id for one in criteria_of(text)], 2)
    begun = dict([levels.popitem()])
    save_marks(attempt=tries[0], item=text, points=levels | begun, feedback="", seen=0, actor=teacher)
    save_marks(attempt=tries[1], item=text, points=begun, feedback="", seen=0, actor=teacher)
    Enrolment.objects.filter(learner=people[2]).update(left_on=timezone.localdate())
    Attempt.objects.filter(pk=tries[3].pk).update(is_extra=True)
    second = start_attempt(assignment=assignment, learner=people[0])
    answer(second, photo, dont_know="dont_know")
    answer(second, keyed, choice=keyed.choices[0])
    answer(second, text, text="Better now.")
    listed = [sum(work.state != "marked" for work in class_works(assignment, "en"))]
    assert reminded() == listed == [3]
    send_attempt(attempt=second)
    assert reminded() == [4]
    QuizAssignment.objects.update(withdrawn_at=timezone.now())
    assert reminded() == []


def test_today_leads_there_until_all_is_marked(assignment, student, teacher, today):
    path = f"/t/q/{assignment.public_id}/marking/"
    assert path not in today()
    attempt = sent_text(assignment, student)
    assert f'<a href="{path}">{assignment.version.quiz.title}: 1 answer waits for a mark.</a>' in today()
    text = items_of(assignment)[0]
    points = dict.fromkeys([one.id for one in criteria_of(text)], 3)
    save_marks(attempt=attempt, item=text, points=points, feedback="", seen=0, actor=teacher)
    assert path not in today()


def test_others_of_the_school_are_reminded_of_nothing(assignment, student, member, school):
    sent_text(assignment, student)
    visitor = sign_in(Client(), member(Role.TEACHER, institution=school).user)
    assert assignment.public_id not in visitor.get("/t/").text


def test_it_costs_one_query_for_one_quiz_and_for_three(assignment, cohort, student, django_assert_num_queries):
    for more in (0, 2):
        for _number in range(more):
            other = work_assignment(CohortFactory(institution=cohort.institution))
            sent_text(other, EnrolmentFactory(cohort=other.cohort).learner)
        sent_text(assignment, student)
        reminded()
        with django_assert_num_queries(1):
            assert len(reminded()) == more + 1
