"""Courses for professionals: their readers find them, and nobody else meets a word of them."""

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.models import Page

from curriculum.enums import CourseKind, CourseReaders
from curriculum.models import CoursePage
from curriculum.permissions import READING_ROLES, closed_courses
from institutions.enums import Role
from lessons.forms import AssignForm
from lessons.models import LessonAssignment
from lessons.queries.offline import storable
from lessons.services import assign_course, assign_lesson
from lessons.services.giving import NotForCohort, give_quiz
from tests.signing_in import sign_in

CANARY = "Zqpro"
TEXT = "Some text."
OPEN_WORDS = ("with a teacher", "your mark", "card or a code")


@pytest.fixture
def closed(site_tree):
    """The small site's course, turned into one for professionals in its source language alone."""
    for course in CoursePage.objects.all():
        Page.objects.filter(path__startswith=course.path).update(title=CANARY)
    CoursePage.objects.filter(pk=site_tree.course.pk).update(kind=CourseKind.PROFESSIONAL)
    site_tree.course.refresh_from_db()
    return site_tree


def said(browser: Client, tree) -> tuple[set[int], str]:
    """Return the statuses of all pages in both languages, and every word of them and of the front pages."""
    pages = [tree.course, tree.unit, tree.lesson]
    pages += [page.get_translation(tree.home_uk.locale) for page in pages]
    answers = [browser.get(page.get_url()) for page in pages]
    answers.append(browser.get(reverse("try_item", args=[tree.practice.translation_key])))
    lists = [browser.get(url) for url in ("/en/", "/uk/", "/my/", "/my/offline/contents/")]
    return {one.status_code for one in answers}, "".join(one.content.decode() for one in [*answers, *lists])


@pytest.mark.parametrize("level", [0, 2])
def test_strangers_pupils_and_teachers_meet_no_word_of_it(closed, level, student, teacher, stranger):
    type(closed.lesson).objects.update(content_level=level)
    for browser in (stranger, sign_in(Client(), student), sign_in(Client(), teacher)):
        statuses, words = said(browser, closed)
        assert statuses == {404}
        assert CANARY not in words
        assert TEXT not in words


def test_a_reader_finds_it_and_reads_all_of_it_in_words_for_adults(closed, candidate):
    type(closed.lesson).objects.update(content_level=2)
    browser = sign_in(Client(), candidate)
    assert CANARY in browser.get("/en/").content.decode()
    statuses, _words = said(browser, closed)
    assert statuses == {200}
    page = browser.get(closed.lesson.get_url())
    assert TEXT in page.content.decode()
    assert [words for words in OPEN_WORDS if words in page.content.decode()] == []


@pytest.mark.parametrize("readers", CourseReaders.values)
def test_each_role_reads_the_courses_that_are_for_it(readers, closed, member):
    CoursePage.objects.update(readers=readers)
    reading = {role for role in Role.values if not closed_courses(member(role).user)}
    assert reading == {str(role) for role in READING_ROLES[readers]}
    assert len(closed_courses(AnonymousUser())) == 2
    assert (Role.TEACHER in reading) == (readers == CourseReaders.TEACHERS)
    assert (Role.COMMUNITY_COORDINATOR in reading) == (readers == CourseReaders.COMMUNITY)


def test_a_class_is_refused_it_and_loses_what_it_was_given_before(closed, cohort, student, teacher):
    given = LessonAssignment.objects.create(cohort=cohort, lesson=closed.lesson, opens_at=timezone.now())
    browser = sign_in(Client(), student)
    assert browser.get(reverse("lesson", args=[given.public_id])).status_code == 404
    assert CANARY not in browser.get("/my/").content.decode()
    assert storable(student, "en") == []
    form = AssignForm(cohort=cohort, language="en")
    assert [form.fields[name].choices for name in ("courses", "lessons", "quizzes")] == [[], [], []]
    for refused in (
        lambda: assign_course(course=closed.course, cohort=cohort, actor=teacher),
        lambda: assign_lesson(lesson=closed.lesson, cohort=cohort, actor=teacher),
        lambda: give_quiz(version=closed.version, cohort=cohort, actor=teacher),
    ):
        with pytest.raises(NotForCohort):
            refused()
    page = sign_in(Client(), teacher).get(reverse("class_quiz", args=[cohort.public_id, closed.quiz.pk]))
    assert page.status_code == 404


def test_a_training_group_gets_it_and_no_lesson_for_pupils(site_tree, training_group, trainer, student):
    with pytest.raises(NotForCohort):
        assign_course(course=site_tree.course, cohort=training_group, actor=trainer)
    with pytest.raises(NotForCohort):
        give_quiz(version=site_tree.version, cohort=training_group, actor=trainer)
    CoursePage.objects.update(kind=CourseKind.PROFESSIONAL)
    site_tree.course.refresh_from_db()
    assert len(AssignForm(cohort=training_group, language="en").fields["courses"].choices) == 1
    [given] = assign_course(course=site_tree.course, cohort=training_group, actor=trainer)
    training_group.enrolments.create(learner=student, seat_number=2)
    browser = sign_in(Client(), student)
    assert browser.get(reverse("lesson", args=[given.public_id])).status_code == 200
    assert browser.get(reverse("try_item", args=[site_tree.practice.translation_key])).status_code == 200
