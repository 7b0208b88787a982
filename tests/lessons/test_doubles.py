"""Two accounts of one student become one: nothing is lost, nothing is left, and only who teaches both may do it."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.contrib.auth import get_user_model
from django.test import Client
from django.utils import timezone

from accounts.models import LoginCard, User
from accounts.services import issue_cards
from assessments.models import AssignmentException, Attempt, PracticeCard, QuizAssignment, Response, SheetAbsence
from assessments.services import start_attempt
from audit.models import AuditEntry
from institutions.enums import Role
from institutions.models import Enrolment
from institutions.services import move_learner, remove_learner
from lessons.models import Attendance, DeliveredLesson, LessonProgress
from lessons.queries.doubles import possible_doubles
from lessons.services import assign_lesson, record_step
from lessons.services.doubles import MergedInto, MergeRefused, merge_learners
from safeguarding.models import TalkRequest
from tests.answering import answer_quiz
from tests.factories import CohortFactory, CohortStaffFactory, EnrolmentFactory, LearnerFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def kept(enrolment) -> Enrolment:
    return enrolment


@pytest.fixture
def dropped(cohort) -> Enrolment:
    return EnrolmentFactory(cohort=cohort, learner=LearnerFactory(display_name="Olenka"), seat_number=9)


def merge(kept: Enrolment, dropped: Enrolment, teacher: User) -> MergedInto:
    return merge_learners(kept=kept, dropped=dropped, actor=teacher)


def held_by(learner: User) -> set[str]:
    """Return the tables in which a row points at somebody."""
    keys = [
        (model, field.name)
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if field.related_model is get_user_model()
    ]
    return {model._meta.label for model, name in keys if model._default_manager.filter(**{name: learner.pk}).exists()}


def fill(place: Enrolment, given, teacher: User) -> None:
    """Leave a row of the learner in every table that a student leaves one in."""
    quiz, learner = given.quiz_assignment, place.learner
    answer_quiz(quiz, learner)
    attempt = Attempt.objects.filter(learner=learner).latest("pk")
    record_step(given=given, learner=learner, step=1, is_last=False)
    row, _new = DeliveredLesson.objects.get_or_create(
        cohort=place.cohort, lesson=given.lesson, held_on=timezone.localdate(), mode="paper", language="uk", minutes=45
    )
    Attendance.objects.create(delivered=row, learner=learner, was_present=learner.display_name == "Olenka")
    day = timezone.now() + timedelta(days=1)
    AssignmentException.objects.create(assignment=quiz, learner=learner, extra_tries=place.seat_number, closes_at=day)
    SheetAbsence.objects.create(assignment=quiz, learner=learner)
    PracticeCard.objects.create(learner=learner, attempt=attempt, item_id="1", due_at=day, state={})
    TalkRequest.objects.create(learner=learner, institution=place.cohort.institution)
    issue_cards(learners=[learner], actor=teacher, pin_required=False)


def test_everything_goes_over_and_only_a_dead_card_stays(kept, dropped, given_lesson, teacher):
    fill(kept, given_lesson, teacher)
    fill(dropped, given_lesson, teacher)
    answers = Response.objects.count()
    assert merge(kept, dropped, teacher) == MergedInto(attempts=1, lessons=1, places=1)
    assert held_by(dropped.learner) == {"accounts.LoginCard"}
    assert LoginCard.objects.get(cancelled_at=None).user == kept.learner
    assert Response.objects.filter(attempt__learner=kept.learner).count() == answers
    assert list(Attempt.objects.order_by("pk").values_list("number", flat=True)) == [1, 2]
    assert Attendance.objects.get().was_present
    assert AssignmentException.objects.get().extra_tries == 9
    assert TalkRequest.objects.get().learner == kept.learner
    assert LessonProgress.objects.count() == SheetAbsence.objects.count() == PracticeCard.objects.count() == 1
    gone = User.objects.get(pk=dropped.learner_id)
    assert (gone.is_active, gone.display_name) == (False, "")
    details = AuditEntry.objects.get(action="roster.merge").details
    assert "Olenka" not in str(details)
    assert details["card"] == "own_print"


def test_what_only_one_of_them_has_goes_over_too(kept, dropped, given_lesson, teacher):
    fill(dropped, given_lesson, teacher)
    merge(kept, dropped, teacher)
    assert held_by(dropped.learner) == {"accounts.LoginCard"}
    assert Attempt.objects.get().number == 1
    assert PracticeCard.objects.get().learner == kept.learner


def test_twice_is_refused_the_second_time(kept, dropped, teacher):
    merge(kept, dropped, teacher)
    with pytest.raises(MergeRefused, match="same"):
        merge(kept, dropped, teacher)
    assert AuditEntry.objects.filter(action="roster.merge").count() == 1


def test_of_two_open_tries_the_one_that_comes_over_is_sent(kept, dropped, given_quiz, teacher):
    mine, theirs = (start_attempt(assignment=given_quiz, learner=place.learner) for place in (kept, dropped))
    merge(kept, dropped, teacher)
    mine.refresh_from_db()
    theirs.refresh_from_db()
    assert (mine.number, mine.sent_at) == (1, None)
    assert (theirs.number, theirs.sent_at is not None, theirs.learner) == (2, True, kept.learner)


def test_places_elsewhere_come_along_and_the_old_class_keeps_its_answers(
    kept, dropped, given_quiz, teacher, site_tree
):  # fmt: skip
    cohort = CohortFactory(institution=kept.cohort.institution)
    cohort.staff.create(member=kept.cohort.staff.get().member)
    other = EnrolmentFactory(cohort=cohort, learner=dropped.learner)
    quiz = assign_lesson(lesson=site_tree.lesson, cohort=cohort, actor=teacher).quiz_assignment
    answer_quiz(quiz, dropped.learner)
    merge(kept, other, teacher)
    other.refresh_from_db()
    assert other.learner == kept.learner
    assert QuizAssignment.objects.get(attempts__learner=kept.learner) == quiz


@pytest.mark.parametrize("code", ["left", "other", "elsewhere", "moved"])
def test_some_are_not_made_one(code, kept, dropped, teacher):
    if code == "left":
        Enrolment.objects.filter(pk=kept.pk).update(left_on=timezone.localdate())
    if code == "other":
        dropped = EnrolmentFactory()
    if code == "elsewhere":
        EnrolmentFactory(cohort=CohortFactory(institution=kept.cohort.institution), learner=dropped.learner)
    if code == "moved":
        there = CohortStaffFactory(cohort__institution=kept.cohort.institution).cohort
        remove_learner(enrolment=move_learner(enrolment=dropped, cohort=there, actor=teacher), actor=None)
        assert dropped not in possible_doubles(kept, teacher)
    with pytest.raises(MergeRefused, match=code.replace("moved", "elsewhere")):
        merge(kept, dropped, teacher)


def test_a_teacher_sees_what_comes_over_and_has_to_tick(client, sign_in, kept, dropped, teacher):
    path = f"/t/c/{kept.cohort.public_id}/doubles/{kept.public_id}/"
    browser = sign_in(client, teacher)
    assert "Olenka" in browser.get(path).content.decode()
    issue_cards(learners=[kept.learner], actor=teacher, pin_required=False)
    asked = browser.get(f"{path}{dropped.public_id}/").content.decode()
    assert "This cannot be taken back" in asked
    assert "You printed the card that stays" in asked
    assert browser.post(f"{path}{dropped.public_id}/").status_code == 422
    assert Enrolment.objects.count() == 2
    assert browser.post(f"{path}{dropped.public_id}/", {"sure": "1"}).url == kept.get_absolute_url()
    assert Enrolment.objects.get() == kept


def test_a_place_of_a_class_that_one_does_not_teach_is_not_there(sign_in, kept, dropped, teacher, member):
    path = f"/t/c/{kept.cohort.public_id}/doubles/{kept.public_id}/"
    foreign = EnrolmentFactory(cohort=CohortFactory(institution=kept.cohort.institution))
    assert sign_in(Client(), teacher).post(f"{path}{foreign.public_id}/", {"sure": "1"}).status_code == 404
    outsider = sign_in(Client(), member(Role.TEACHER, institution=kept.cohort.institution).user)
    assert outsider.post(f"{path}{dropped.public_id}/", {"sure": "1"}).status_code == 404
