"""The head finds a student by class and seat, hands over a copy, removes everything in two steps; others meet a 404."""

import time
from datetime import timedelta
from io import BytesIO
from zipfile import ZipFile

import pytest
from allauth.mfa.models import Authenticator
from django.utils import timezone

from accounts.enums import SessionKey
from accounts.models import User
from audit.models import AuditEntry
from institutions.models import Cohort
from jobs.models import Job
from operations.queries.overdue import ended_classes
from operations.queries.retention import retention_state
from operations.services import run_retention

pytestmark = pytest.mark.django_db

REASON = {"reason": "the mother, by letter"}


@pytest.fixture
def as_head(client, sign_in, head, school):
    return sign_in(client, head)


def age_factor(client, user, seconds):
    """Let the second factor have been shown so long ago, and the password just now."""
    Authenticator.objects.create(user=user, type="totp", data={"secret": "x"})
    session = client.session
    session[SessionKey.SECOND_FACTOR_AT] = int(time.time()) - seconds
    session[SessionKey.DELIBERATE_SIGN_IN_AT] = int(time.time())
    session["account_authentication_methods"] = [
        {"method": "password", "at": time.time(), "username": user.username, "reauthenticated": True}
    ]
    session.save()


def test_the_head_finds_a_student_by_class_and_seat_without_reading_names(as_head, enrolment, school, cohort):
    page = as_head.get(f"/t/institution/{school.public_id}/").content.decode()
    assert f"/t/person/find/{school.public_id}/" in page
    found = as_head.post(f"/t/person/find/{school.public_id}/", {"cohort": cohort.public_id, "seat": 1})
    assert found.headers["Location"] == f"/t/person/{enrolment.public_id}/"
    page = as_head.get(found.headers["Location"]).content.decode()
    assert "8-B" in page
    assert enrolment.learner.display_name not in page


def test_a_seat_nobody_has_is_said(as_head, school, cohort):
    answer = as_head.post(f"/t/person/find/{school.public_id}/", {"cohort": cohort.public_id, "seat": 9})
    assert answer.status_code == 422
    assert "Nobody has this seat" in answer.content.decode()


def test_the_copy_is_downloaded(as_head, enrolment):
    answer = as_head.post(f"/t/person/{enrolment.public_id}/copy/", REASON)
    assert answer.headers["Content-Type"] == "application/zip"
    assert answer.headers["Cache-Control"] == "no-store"
    assert enrolment.learner.display_name not in answer.headers["Content-Disposition"]
    with ZipFile(BytesIO(answer.content)) as archive:
        assert "data.json" in archive.namelist()


def test_no_copy_without_a_reason(as_head, enrolment):
    answer = as_head.post(f"/t/person/{enrolment.public_id}/copy/", {"reason": ""})
    assert answer.status_code == 422
    assert not AuditEntry.objects.filter(action="person.export").exists()


@pytest.mark.parametrize("step", ["copy", "delete", "deleted"])
def test_each_step_wants_the_second_factor_of_the_last_five_minutes(as_head, head, enrolment, step):
    age_factor(as_head, head, 301)
    answer = as_head.post(f"/t/person/{enrolment.public_id}/{step}/", REASON | {"is_sure": "on"})
    assert answer.status_code == 302
    assert answer.headers["Location"].startswith("/staff/second-factor/reauthenticate/")
    assert User.objects.filter(pk=enrolment.learner_id).exists()
    age = {SessionKey.SECOND_FACTOR_AT: int(time.time()) - 200}
    session = as_head.session
    session.update(age)
    session.save()
    assert as_head.post(f"/t/person/{enrolment.public_id}/{step}/", REASON).status_code in (200, 422)


def test_deleting_takes_two_steps_and_the_first_is_logged(as_head, enrolment, school):
    first = as_head.post(f"/t/person/{enrolment.public_id}/delete/", REASON)
    assert enrolment.learner.display_name in first.content.decode()
    assert AuditEntry.objects.get(action="person.look").scope_id == enrolment.learner.public_id
    unsure = as_head.post(f"/t/person/{enrolment.public_id}/deleted/", REASON)
    assert unsure.status_code == 422
    assert User.objects.filter(pk=enrolment.learner_id).exists()
    done = as_head.post(f"/t/person/{enrolment.public_id}/deleted/", REASON | {"is_sure": "on"})
    assert done.headers["Location"] == f"/t/person/find/{school.public_id}/"
    assert not User.objects.filter(pk=enrolment.learner_id).exists()
    assert as_head.post(f"/t/person/{enrolment.public_id}/deleted/", REASON | {"is_sure": "on"}).status_code == 404


@pytest.mark.parametrize("who", ["teacher", "coordinator", "safeguarding_lead", "candidate", "student"])
def test_nobody_else_reaches_the_screens(who, request, client, sign_in, enrolment):
    sign_in(client, request.getfixturevalue(who))
    for path in (f"{enrolment.public_id}/", f"find/{enrolment.cohort.institution.public_id}/"):
        assert client.get(f"/t/person/{path}").status_code == 404
    for step in ("copy", "delete", "deleted"):
        answer = client.post(f"/t/person/{enrolment.public_id}/{step}/", REASON | {"is_sure": "on"})
        assert answer.status_code == 404
    assert User.objects.filter(pk=enrolment.learner_id).exists()


def test_the_students_page_tells_a_teacher_whom_to_ask(client, sign_in, teacher, enrolment):
    page = sign_in(client, teacher).get(f"/t/s/{enrolment.public_id}/").content.decode()
    assert "tell the head" in page
    assert f"/t/person/{enrolment.public_id}/" not in page


def test_staff_take_a_copy_of_their_own(client, sign_in, teacher):
    sign_in(client, teacher)
    assert "/t/own-data/" in client.get("/staff/second-factor/").content.decode()
    assert client.get("/t/own-data/").status_code == 200
    assert client.post("/t/own-data/copy/").headers["Content-Type"] == "application/zip"
    assert AuditEntry.objects.get(action="staff.export").actor_id == teacher.pk


# --- What is removed when --------------------------------------------------------------------------------------------
def test_the_class_page_shows_the_day_on_which_the_class_is_really_forgotten(client, sign_in, teacher, cohort):
    Cohort.objects.filter(pk=cohort.pk).update(ends_on=timezone.localdate() + timedelta(days=10))
    cohort.refresh_from_db()
    page = sign_in(client, teacher).get(f"/t/c/{cohort.public_id}/").content.decode()
    assert "Names and answers of this class are deleted on" in page
    night = timezone.now() + (cohort.forgotten_on - timezone.localdate())
    assert set(ended_classes(night)) == {cohort}
    assert not ended_classes(night - timedelta(days=1)).exists()


def test_a_group_of_professionals_has_no_such_day(training_group):
    assert training_group.forgotten_on is None


def test_the_site_admin_sees_what_went_and_what_is_overdue(client, sign_in, site_admin, cohort, student):
    Job.objects.create(kind="operations.retention", status="done", finished_at=timezone.now())
    today = timezone.localdate()
    Cohort.objects.update(starts_on=today - timedelta(days=200), ends_on=today - timedelta(days=61))
    sign_in(client, site_admin)
    page = client.get("/t/privacy/").content.decode()
    assert "Places in classes" in page
    assert "Rows are overdue" in page
    run_retention()
    page = client.get("/t/privacy/").content.decode()
    assert "Nothing is overdue." in page
    assert "students of classes that are over: 1" in page


def test_a_night_that_did_not_run_is_late(db):
    assert retention_state().is_late
    Job.objects.create(kind="operations.retention", status="failed", finished_at=timezone.now(), error_text="classes")
    state = retention_state()
    assert (state.is_late, state.last_error, state.needs_somebody) == (False, "classes", True)


def test_the_page_is_for_site_admins(client, sign_in, head):
    assert sign_in(client, head).get("/t/privacy/").status_code == 404


def test_nobody_writes_down_when_a_student_signed_in(client, sign_in, student, teacher):
    sign_in(client, student)
    sign_in(client, teacher)
    student.refresh_from_db()
    teacher.refresh_from_db()
    assert student.last_login is None
    assert teacher.last_login is not None
