"""Answers are counted and deleted: works, nothing there, twice, never counted twice."""

import pytest
from django.utils import timezone

from assessments.models import Attempt, ItemTally, Response
from assessments.services.retention import erase_answers
from lessons.services import assign_lesson
from tests.answering import answer_quiz, items_of, wrong_answer
from tests.factories import CohortFactory, EnrolmentFactory, StaffFactory

pytestmark = pytest.mark.django_db


def counts(region):
    """Return what stays of each question: answered, right."""
    return {
        tally.item_id: (tally.answered, tally.right)
        for tally in ItemTally.objects.filter(region=region, year=timezone.localdate().year)
    }


def test_answers_are_counted_by_question_and_deleted(given_quiz, cohort, region, student, other_student):
    answer_quiz(given_quiz, student, right=True)
    answer_quiz(given_quiz, other_student, right=False)
    assert erase_answers(cohort=cohort) == 2
    assert counts(region) == {item.id: (2, 1) for item in items_of(given_quiz)}
    assert not Attempt.objects.exists()
    assert not Response.objects.exists()


def test_the_wrong_choice_keeps_its_count(given_quiz, cohort, student, other_student):
    for learner in (student, other_student):
        answer_quiz(given_quiz, learner, right=False)
    erase_answers(cohort=cohort)
    single = items_of(given_quiz)[0]
    (chosen,) = wrong_answer(single)["chosen"]
    assert ItemTally.objects.get(item_id=single.id).choices == {chosen: 2}


def test_only_first_tries_are_counted_but_all_are_deleted(given_quiz, cohort, region, student):
    answer_quiz(given_quiz, student, right=False)
    answer_quiz(given_quiz, student, right=True)
    assert erase_answers(cohort=cohort) == 2
    assert set(counts(region).values()) == {(1, 0)}


def test_an_unfinished_try_counts_the_answers_it_has(given_quiz, cohort, region, student):
    first = items_of(given_quiz)[0]
    answer_quiz(given_quiz, student, answers={first.id: wrong_answer(first)}, send=False)
    erase_answers(cohort=cohort)
    assert counts(region) == {first.id: (1, 0)}


def test_another_class_keeps_its_answers(given_quiz, cohort, site_tree, teacher, student):
    other = CohortFactory(institution=cohort.institution)
    elsewhere = assign_lesson(lesson=site_tree.lesson, cohort=other, actor=teacher).quiz_assignment
    answer_quiz(elsewhere, EnrolmentFactory(cohort=other).learner)
    answer_quiz(given_quiz, student)
    erase_answers(cohort=cohort)
    assert list(Attempt.objects.values_list("assignment", flat=True)) == [elsewhere.pk]


def test_classes_of_one_region_add_up(given_quiz, cohort, region, site_tree, student):
    answer_quiz(given_quiz, student, right=True)
    erase_answers(cohort=cohort)
    other = CohortFactory(institution=cohort.institution)
    elsewhere = assign_lesson(lesson=site_tree.lesson, cohort=other, actor=StaffFactory()).quiz_assignment
    answer_quiz(elsewhere, EnrolmentFactory(cohort=other).learner, right=False)
    erase_answers(cohort=other)
    assert set(counts(region).values()) == {(2, 1)}


def test_an_answer_that_cannot_be_read_is_deleted_uncounted(given_quiz, cohort, region, student):
    attempt = answer_quiz(given_quiz, student)
    item = items_of(given_quiz)[0]
    attempt.responses.filter(item_id=item.id).update(answer={"chosen": ["gone"]})
    erase_answers(cohort=cohort)
    assert counts(region)[item.id] == (0, 0)
    assert not Response.objects.exists()


def test_a_class_without_answers_leaves_no_counts(given_quiz, cohort):
    assert erase_answers(cohort=cohort) == 0
    assert not ItemTally.objects.exists()


def test_twice_is_once(given_quiz, cohort, region, student):
    answer_quiz(given_quiz, student)
    erase_answers(cohort=cohort)
    before = counts(region)
    assert erase_answers(cohort=cohort) == 0
    assert counts(region) == before
