"""The log of lessons held, who was there, and the counts that stay."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from audit.models import AuditEntry
from institutions.enums import Role
from institutions.models import Cohort, Institution
from lessons.models import Attendance, CohortTally, DeliveredLesson
from lessons.queries import Delivered, Place, delivered_lessons
from lessons.queries.log import attendance_list, listed_places
from lessons.services import (
    DeliveryRefused,
    Held,
    edit_delivery,
    end_forgotten_runs,
    end_run,
    forget_attendance,
    log_delivery,
    record_attendance,
    remove_delivery,
    start_run,
)
from lessons.services.retention import erase_learner_progress
from lessons.services.seating import take_seat
from lessons.services.tallying import count_and_forget_log
from tests.factories import CohortFactory, EnrolmentFactory

pytestmark = pytest.mark.django_db


def today() -> date:
    return timezone.localdate()


def held(**changes) -> Held:
    said = {"held_on": today(), "minutes": 45, "mode": "paper", "language": "uk", "present": 20}
    return Held(**said | changes)


@pytest.fixture
def row(given_lesson, cohort, teacher) -> DeliveredLesson:
    return log_delivery(cohort=cohort, lesson=given_lesson.lesson, held=held(), actor=teacher)[0]


@pytest.fixture
def browser(client, teacher, sign_in) -> Client:
    return sign_in(client, teacher)


def actions() -> list[str]:
    return list(AuditEntry.objects.filter(scope_type="cohort").order_by("pk").values_list("action", flat=True))


# --- From a lesson that ran ---------------------------------------------------------------------------------------
def test_a_lesson_that_ends_stands_in_the_log_with_those_who_took_part(given_lesson, teacher, student, other_student):
    run = start_run(given=given_lesson, actor=teacher, modes=["tablets"])
    take_seat(run=run, learner=student)
    take_seat(run=run, secret_hash="a" * 64)
    run.started_at -= timedelta(minutes=43, seconds=30)
    run.save()
    assert end_run(run=run, actor=teacher)
    row = DeliveredLesson.objects.get()
    assert (row.minutes, row.mode, row.present, row.language, row.held_on) == (43, "tablets", 2, "uk", today())
    assert [one.is_ticked for one in attendance_list(row)] == [True, False]
    assert not end_run(run=run, actor=teacher)
    assert DeliveredLesson.objects.count() == 1


def test_one_that_nobody_ended_took_as_long_as_planned(given_lesson, teacher):
    run = start_run(given=given_lesson, actor=teacher)
    end_forgotten_runs(now=timezone.now() + timedelta(hours=4))
    assert DeliveredLesson.objects.get().minutes == sum(run.phase_minutes)


def test_a_second_run_of_the_day_adds_its_minutes_and_a_teachers_list_stays(given_lesson, teacher, student, row):
    end_run(run=start_run(given=given_lesson, actor=teacher), actor=teacher)
    row.refresh_from_db()
    assert (row.minutes, row.present) == (46, 20)
    record_attendance(delivered=row, present=[], actor=teacher)
    run = start_run(given=given_lesson, actor=teacher)
    take_seat(run=run, learner=student)
    end_run(run=run, actor=teacher)
    row.refresh_from_db()
    assert (row.minutes, row.present, row.attendance.get().was_present) == (46, 0, False)


# --- By hand ------------------------------------------------------------------------------------------------------
def test_a_lesson_on_paper_is_entered_once(given_lesson, cohort, teacher, co_teacher, row):
    again = log_delivery(cohort=cohort, lesson=given_lesson.lesson, held=held(present=3), actor=co_teacher)
    assert again == (row, False)
    assert actions().count("delivery.log") == 1
    assert (again[0].present, again[0].entered_by_id) == (20, teacher.pk)


@pytest.mark.parametrize(("days", "code"), [(1, "future"), (-31, "before_class")])
def test_days_out_of_the_class_are_refused(days, code, cohort, teacher, row):
    other_day = held(held_on=today() + timedelta(days=days))
    with pytest.raises(DeliveryRefused, match=code):
        log_delivery(cohort=cohort, lesson=row.lesson, held=other_day, actor=teacher)
    with pytest.raises(DeliveryRefused, match=code):
        edit_delivery(delivered=row, held=other_day, actor=teacher)
    assert DeliveredLesson.objects.count() == 1


def test_a_row_is_corrected_and_the_log_says_what_stood_there(given_lesson, cohort, teacher, row):
    for _twice in range(2):
        edit_delivery(delivered=row, held=held(present=18), actor=teacher)
    assert actions().count("delivery.edit") == 1
    assert AuditEntry.objects.get(action="delivery.edit").details["present_before"] == "20"
    yesterday = held(held_on=today() - timedelta(days=1))
    log_delivery(cohort=cohort, lesson=given_lesson.lesson, held=yesterday, actor=teacher)
    with pytest.raises(DeliveryRefused, match="double"):
        edit_delivery(delivered=row, held=yesterday, actor=teacher)


def test_what_was_not_held_leaves_the_log(teacher, student, row):
    record_attendance(delivered=row, present=[], actor=teacher)
    assert [remove_delivery(delivered=row, actor=teacher) for _twice in range(2)] == [True, False]
    assert not Attendance.objects.exists()


# --- Who was there ------------------------------------------------------------------------------------------------
def test_the_list_is_saved_whole_and_becomes_the_number(teacher, enrolment, other_student, row):
    assert [one.is_ticked for one in attendance_list(row)] == [True, True]
    foreign = EnrolmentFactory()
    for _twice in range(2):
        record_attendance(delivered=row, present=[enrolment.public_id, foreign.public_id], actor=teacher)
    row.refresh_from_db()
    assert row.present == 1
    assert [one.is_ticked for one in attendance_list(row)] == [True, False]
    assert actions().count("attendance.record") == 1


def test_only_the_number_is_kept_where_a_teacher_wants_no_list(teacher, enrolment, row):
    record_attendance(delivered=row, present=[enrolment.public_id], actor=teacher)
    assert [forget_attendance(delivered=row, actor=teacher) for _twice in range(2)] == [True, False]
    row.refresh_from_db()
    assert (row.present, row.attendance.count()) == (1, 0)


def test_who_left_before_is_not_on_the_list_and_who_left_after_is(enrolment, cohort, row):
    enrolment.left_on = today() - timedelta(days=1)
    enrolment.save()
    assert listed_places(row) == []
    DeliveredLesson.objects.update(held_on=today() - timedelta(days=2))
    row.refresh_from_db()
    assert listed_places(row) == [enrolment]


# --- What stays ---------------------------------------------------------------------------------------------------
def test_counts_stay_and_reports_read_the_same_before_and_after(cohort, teacher, row, region):
    other = CohortFactory(institution=cohort.institution)
    log_delivery(cohort=other, lesson=row.lesson, held=held(present=7, minutes=90), actor=teacher)
    month = today().replace(day=1)
    wanted = [Delivered(region.pk, month, lessons=2, minutes=135, attended=27, learners=27, classes=2)]
    schools = Institution.objects.filter(centre__region=region)
    assert delivered_lessons(institutions=schools, by=Place.REGION) == wanted
    assert [count_and_forget_log(cohort=cohort), count_and_forget_log(cohort=cohort)] == [1, 0]
    assert CohortTally.objects.get().largest == 20
    assert not Attendance.objects.exists()
    assert delivered_lessons(institutions=schools, by=Place.REGION) == wanted
    assert delivered_lessons(institutions=schools, by=Place.CENTRE, language="en", since=month) == []
    log_delivery(cohort=cohort, lesson=row.lesson, held=held(present=30), actor=teacher)
    count_and_forget_log(cohort=cohort)
    assert CohortTally.objects.values_list("lessons", "attended", "largest").get() == (2, 50, 30)


def test_one_student_is_forgotten_and_the_number_stays(teacher, enrolment, row):
    record_attendance(delivered=row, present=[enrolment.public_id], actor=teacher)
    erase_learner_progress(learner_id=enrolment.learner_id)
    row.refresh_from_db()
    assert (row.present, row.attendance.count()) == (1, 0)


# --- Screens ------------------------------------------------------------------------------------------------------
def test_a_teacher_enters_a_lesson_and_ticks_who_was_there(browser, given_lesson, cohort, enrolment, other_student):
    path = f"/t/c/{cohort.public_id}/log/"
    form = {"lesson": given_lesson.lesson_id, "held_on": today(), "minutes": 45, "mode": "hands", "present": 2}
    entered = browser.post(f"{path}new/", form | {"language": "uk"})
    row = DeliveredLesson.objects.get()
    assert entered.url == f"/t/d/{row.public_id}/attendance/"
    assert browser.get(entered.url).content.decode().count(" checked") == 2
    assert browser.post(entered.url, {"place": [enrolment.public_id]}).url == path
    assert "Was at 1 of 1 lesson held" in browser.get(enrolment.get_absolute_url()).content.decode()
    assert "1 school hour held" in browser.get(path).content.decode()
    again = browser.post(f"{path}new/", form | {"language": "uk"})
    assert again.url == f"/t/d/{row.public_id}/"
    refused = browser.post(again.url, form | {"language": "uk", "held_on": today() + timedelta(days=1)})
    assert (refused.status_code, "has not come yet" in refused.content.decode()) == (422, True)
    browser.post(f"{again.url}remove/")
    assert not DeliveredLesson.objects.exists()


def test_after_the_last_phase_the_teacher_is_asked_who_was_there(browser, given_lesson, student):
    path = browser.post(f"/t/l/{given_lesson.public_id}/run/").url
    answer = browser.post(f"{path}act/", {"state_version": 1, "action": "end"})
    assert answer.url == f"/t/d/{DeliveredLesson.objects.get().public_id}/attendance/"


def test_numbers_and_drawings_where_no_names_are_kept(boarding_school, site_tree, member, client, sign_in):
    cohort = CohortFactory(institution=boarding_school)
    EnrolmentFactory(cohort=cohort, learner__display_name="", seat_number=7)
    colleague = member(Role.TEACHER, institution=boarding_school)
    cohort.staff.create(member=colleague)
    row, _new = log_delivery(cohort=cohort, lesson=site_tree.lesson, held=held(), actor=colleague.user)
    assert "No. 7" in sign_in(client, colleague.user).get(f"/t/d/{row.public_id}/attendance/").content.decode()


@pytest.mark.parametrize("path", ["", "remove/", "attendance/"])
def test_a_teacher_of_another_class_finds_nothing(path, row, member, school, sign_in):
    outsider = sign_in(Client(), member(Role.TEACHER, institution=school).user)
    assert outsider.post(f"/t/d/{row.public_id}/{path}").status_code == 404
    assert Cohort.objects.count() == DeliveredLesson.objects.count() == 1
