"""Progress is deleted with its class: works, spares others, twice."""

import pytest

from lessons.models import LessonAssignment, LessonProgress
from lessons.services import assign_lesson, record_step
from lessons.services.retention import erase_progress
from tests.factories import CohortFactory, EnrolmentFactory

pytestmark = pytest.mark.django_db


def test_the_progress_of_a_class_is_deleted_and_the_lesson_stays_given(given_lesson, cohort, student, other_student):
    for learner in (student, other_student):
        record_step(given=given_lesson, learner=learner, step=1, is_last=False)
    assert erase_progress(cohort=cohort) == 2
    assert not LessonProgress.objects.exists()
    assert LessonAssignment.objects.get() == given_lesson


def test_another_class_keeps_its_progress(given_lesson, cohort, site_tree, teacher, student):
    other = CohortFactory(institution=cohort.institution)
    elsewhere = assign_lesson(lesson=site_tree.lesson, cohort=other, actor=teacher)
    record_step(given=elsewhere, learner=EnrolmentFactory(cohort=other).learner, step=1, is_last=False)
    assert erase_progress(cohort=cohort) == 0
    assert LessonProgress.objects.get().assignment == elsewhere


def test_twice_is_once(given_lesson, cohort, student):
    record_step(given=given_lesson, learner=student, step=2, is_last=True)
    assert [erase_progress(cohort=cohort), erase_progress(cohort=cohort)] == [1, 0]
