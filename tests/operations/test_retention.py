"""What is past its time is removed and nothing else: works, refused, twice, and no trace of a name stays."""

from datetime import timedelta
from io import StringIO

import pytest
from django.contrib.sessions.models import Session
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from accounts.models import GuessCounter, LoginCard, SecondFactorRecovery, User
from accounts.services import issue_cards
from assessments.models import Attempt, ItemTally
from audit.models import AuditEntry
from institutions.models import ClassCode, Cohort, Enrolment, JoinRequest, RosterUpload
from institutions.services import open_class_code
from jobs import services as jobs
from jobs.models import Job
from jobs.services import queue
from jobs.services.work import HANDLERS
from lessons.services import record_step
from operations.queries import overdue
from operations.services import RETENTION_JOB, retention, run_retention
from tests.answering import answer_quiz
from tests.factories import EnrolmentFactory, LearnerFactory, StaffFactory

pytestmark = pytest.mark.django_db

CANARY = "Kanarka-7319"


def end(cohort, days):
    """Let a class have ended so many days ago."""
    today = timezone.localdate()
    Cohort.objects.filter(pk=cohort.pk).update(
        starts_on=today - timedelta(days=days + 100), ends_on=today - timedelta(days=days)
    )


def everywhere(text):
    """Return the tables in which a piece of text stands in some column of some row."""
    found = set()
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            if any(text in str(value) for row in cursor.fetchall() for value in row):
                found.add(table)
    return found


@pytest.fixture
def canary(given_lesson, cohort, teacher, client, sign_in):
    """A student who has left a trace in every table a student can leave one in."""
    learner = EnrolmentFactory(cohort=cohort, learner=LearnerFactory(display_name=CANARY, username=CANARY)).learner
    issue_cards(learners=[learner], actor=teacher, pin_required=False, scope=("cohort", cohort.public_id))
    code = open_class_code(cohort=cohort, actor=teacher)
    JoinRequest.objects.create(cohort=cohort, seat_number=1, device_hash=CANARY, enrolment=learner.enrolments.get())
    GuessCounter.objects.create(kind="class_code", key=code.code)
    record_step(given=given_lesson, learner=learner, step=1, is_last=False)
    answer_quiz(given_lesson.quiz_assignment, learner)
    old = timezone.now() - timedelta(hours=2)
    RosterUpload.objects.create(
        user=teacher, institution=cohort.institution, content={"names": [CANARY]}, created_at=old
    )
    sign_in(client, learner)
    Session.objects.update(expire_date=old)
    assert everywhere(CANARY) >= {"accounts_user", "institutions_joinrequest", "institutions_rosterupload"}
    return learner


def test_sixty_days_after_the_class_nothing_says_who_was_in_it(canary, cohort):
    public_id = canary.public_id
    end(cohort, 61)
    report = run_retention()
    assert report.is_complete, report
    assert everywhere(CANARY) == set()
    # Of the audit log, random numbers alone stay.
    assert everywhere(public_id) <= {"audit_auditentry"}
    assert not Session.objects.exists()


def test_a_planted_eraser_that_forgets_a_table_is_caught(canary, cohort, monkeypatch):
    end(cohort, 61)
    monkeypatch.setattr(retention, "ERASERS", [one for one in retention.ERASERS if one.name != "classes"])
    report = run_retention()
    assert everywhere(CANARY) >= {"accounts_user"}
    assert {"accounts.User", "assessments.Attempt", "institutions.Enrolment"} <= {*report.overdue, "accounts.User"}
    assert not report.is_complete


def test_sixty_days_are_not_over_on_the_sixtieth(canary, cohort):
    end(cohort, 60)
    assert run_retention().erased["classes"] == 0
    assert User.objects.filter(pk=canary.pk).exists()
    assert Attempt.objects.exists()


def test_counts_stay(canary, cohort, region):
    end(cohort, 61)
    run_retention()
    assert set(ItemTally.objects.filter(region=region).values_list("answered", "right")) == {(1, 1)}


def test_who_moved_to_a_running_class_stays_but_the_old_answers_go(canary, cohort, school, other_student):
    EnrolmentFactory(cohort=Cohort.objects.create(
        institution=school, name="9-B", ends_on=timezone.localdate()
    ), learner=canary)  # fmt: skip
    end(cohort, 61)
    run_retention()
    assert set(User.objects.learners()) == {canary}
    assert not Attempt.objects.exists()


def test_a_training_group_keeps_its_people_and_places(training_group, candidate):
    end(training_group, 400)
    assert run_retention().is_complete
    assert Enrolment.objects.get().learner == candidate


def test_twice_is_once(canary, cohort):
    end(cohort, 61)
    run_retention()
    tallies, entries = list(ItemTally.objects.values()), AuditEntry.objects.count()
    report = run_retention()
    assert not any(report.erased.values())
    assert (list(ItemTally.objects.values()), AuditEntry.objects.count()) == (tallies, entries)


def test_it_does_not_run_ahead_of_time(student, cohort):
    end(cohort, 1)
    with pytest.raises(ValueError, match="ahead"):
        run_retention(now=timezone.now() + timedelta(days=90))
    assert User.objects.filter(pk=student.pk).exists()


def test_what_lives_by_the_day_goes_and_what_is_younger_stays(cohort, teacher, student):
    now = timezone.now()
    code = open_class_code(cohort=cohort, actor=teacher)
    ClassCode.objects.filter(pk=code.pk).update(created_at=now - timedelta(days=15), closed_at=now)
    young = open_class_code(cohort=cohort, actor=teacher)
    issue_cards(learners=[student], actor=teacher, pin_required=False)
    LoginCard.objects.update(issued_at=now - timedelta(days=366))
    (fresh,) = issue_cards(learners=[student], actor=teacher, pin_required=False)
    values = {"user": teacher, "requested_by": StaffFactory()}
    for days in (31, 29):
        SecondFactorRecovery.objects.create(expires_at=now - timedelta(days=days), **values)
    for days, status in ((31, "done"), (1, "done")):
        job = jobs.enqueue(kind=RETENTION_JOB, payload={}, owner_id=teacher.pk)
        Job.objects.filter(pk=job.pk).update(status=status, finished_at=now - timedelta(days=days))
    for days in (740, 700):
        AuditEntry.objects.create(action="card.print", actor_kind="system", at=now - timedelta(days=days))
    report = run_retention()
    assert report.is_complete, report
    assert list(ClassCode.objects.all()) == [young]
    assert list(LoginCard.objects.all()) == [fresh.card]
    assert SecondFactorRecovery.objects.count() == 1
    assert Job.objects.count() == 1
    assert not AuditEntry.objects.filter(at__lt=now - timedelta(days=732)).exists()
    assert AuditEntry.objects.filter(at__lt=now - timedelta(days=699)).count() == 1


def test_one_erasers_error_stops_no_other_and_is_told(student, cohort, monkeypatch, caplog):
    end(cohort, 61)

    def fail(_now):
        raise RuntimeError(f"about {CANARY}")

    broken = retention.Eraser("broken", frozenset(), fail)
    monkeypatch.setattr(retention, "ERASERS", (broken, *retention.ERASERS))
    report = run_retention()
    assert report.failed == {"broken": "RuntimeError"}
    assert not User.objects.filter(pk=student.pk).exists()
    assert "broken" in caplog.text
    assert CANARY not in caplog.text


def test_every_class_that_was_erased_is_in_the_audit_log(canary, cohort):
    end(cohort, 61)
    run_retention()
    entry = AuditEntry.objects.get(action="class.erase")
    assert (entry.scope_type, entry.scope_id, entry.count, entry.actor_id) == ("cohort", cohort.public_id, 1, None)
    assert entry.details == {"attempts": 1, "progress": 1, "lessons": 0}
    assert AuditEntry.objects.get(action="retention.run").details["classes"] == 1


def test_the_count_of_what_is_overdue_sees_each_table(canary, cohort):
    end(cohort, 61)
    assert set(overdue(timezone.now())) == {
        "assessments.Attempt", "assessments.Response", "lessons.LessonProgress", "institutions.Enrolment",
        "institutions.ClassCode", "institutions.JoinRequest", "institutions.RosterUpload", "sessions.Session",
    }  # fmt: skip


def test_it_comes_back_every_night():
    assert queue.PERIODICS[RETENTION_JOB].at is not None
    assert RETENTION_JOB in HANDLERS


def test_the_nightly_job_does_it(canary, cohort):
    end(cohort, 61)
    job = jobs.enqueue(kind=RETENTION_JOB, payload={}, owner_id=None)
    assert jobs.run(job.pk)
    job.refresh_from_db()
    assert (job.status, job.result["erased"]["classes"]) == ("done", 1)
    assert everywhere(CANARY) == set()


def test_a_night_that_leaves_something_over_fails_and_says_which_table(canary, cohort, monkeypatch):
    end(cohort, 61)
    monkeypatch.setattr(retention, "ERASERS", ())
    job = jobs.enqueue(kind=RETENTION_JOB, payload={}, owner_id=None)
    jobs.run(job.pk)
    job.refresh_from_db()
    assert job.error_code == "retention_incomplete"
    assert "institutions.Enrolment" in job.error_text


def test_the_command_prints_what_went(canary, cohort):
    end(cohort, 61)
    out = StringIO()
    call_command("run_retention", stdout=out)
    assert "classes    1" in out.getvalue()


def test_the_command_ends_with_an_error_when_something_is_left(canary, cohort, monkeypatch):
    end(cohort, 61)
    monkeypatch.setattr(retention, "ERASERS", ())
    with pytest.raises(CommandError, match=r"institutions\.Enrolment"):
        call_command("run_retention", stdout=StringIO())
