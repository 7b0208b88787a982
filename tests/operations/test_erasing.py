"""One person is removed on request and nothing is left: works, refused, twice, and a planted leftover is caught."""

import pytest
from django.db import connection

from accounts.models import GuessCounter, LoginCard, User
from assessments.models import Attempt, ItemTally
from audit.models import AuditEntry
from institutions.enums import Role
from institutions.models import CohortStaff, Enrolment, JoinRequest, Membership, RosterUpload
from jobs.models import Job
from lessons.models import LessonAssignment, LessonProgress
from operations.services import ErasureRefused, erase_learner, erase_staff, erasing
from safeguarding.models import HelpContact
from tests.answering import answer_quiz
from tests.factories import CohortFactory, EnrolmentFactory, InstitutionFactory
from tests.operations.canaries import plant, raw_traces, traces

pytestmark = pytest.mark.django_db

REASON = "Asked for by the mother on paper"


@pytest.fixture
def marks(given_lesson, student, teacher, client, sign_in):
    planted = plant(learner=student, given=given_lesson, teacher=teacher, client=client, sign_in=sign_in)
    # The harness sees what it planted, or it would prove nothing.
    assert set().union(*traces(planted).values()) >= planted | {"Zqsession"}
    return planted


def test_nothing_of_a_student_is_left(marks, student, head, caplog):
    identifiers = {student.public_id, *student.enrolments.values_list("public_id", flat=True)}
    erase_learner(learner=User.objects.get(pk=student.pk), actor=head, reason=REASON)
    assert traces(marks) == {}
    assert traces(identifiers).keys() <= {"audit_auditentry"}
    assert traces({student.public_id}).keys() == {"audit_auditentry"}
    assert not any(mark in caplog.text for mark in marks)
    assert not User.objects.learners().exists()
    assert not GuessCounter.objects.exists()
    assert not LoginCard.objects.exists()


@pytest.mark.parametrize(
    "forgotten", ["erase_learner_progress", "erase_learner_places", "forget_person", "end_sessions", "erase_learners"]
)
def test_a_planted_leftover_is_caught(marks, student, head, monkeypatch, forgotten):
    monkeypatch.setattr(erasing, forgotten, lambda *_args, **_options: 0)
    erase_learner(learner=User.objects.get(pk=student.pk), actor=head, reason=REASON)
    left = traces(marks) or LessonProgress.objects.exists()
    # Rows that hang on the account go with it, whether or not they were named.
    assert left or forgotten == "erase_learner_progress"


@pytest.mark.sqlite
def test_no_byte_is_left_in_the_files_of_the_database(transactional_site, marks, student, head):
    connection.close()
    assert raw_traces(marks) >= marks - {"Zqsession"}
    erase_learner(learner=User.objects.get(pk=student.pk), actor=head, reason=REASON)
    assert raw_traces(marks) == set()


@pytest.mark.sqlite
def test_without_secure_delete_bytes_are_left(transactional_site, marks, student, head):
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA secure_delete=OFF")
        erase_learner(learner=User.objects.get(pk=student.pk), actor=head, reason=REASON)
        cursor.execute("PRAGMA secure_delete=ON")
    assert raw_traces(marks) != set()


def test_the_search_reads_bytes_and_structures_too(marks):
    kind = "bytea" if connection.vendor == "postgresql" else "blob"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE TABLE planted (secret {kind})")
        cursor.execute("INSERT INTO planted VALUES (%s)", [b"\x00Zqbytes\xff"])
    assert "planted" in traces({"Zqbytes"})
    assert "jobs_job" in traces({"Zqjob1"})


def test_other_students_keep_everything(marks, student, other_student, given_quiz, head):
    answer_quiz(given_quiz, other_student)
    erase_learner(learner=User.objects.get(pk=student.pk), actor=head, reason=REASON)
    assert list(User.objects.learners()) == [other_student]
    assert Attempt.objects.get().learner == other_student
    assert Enrolment.objects.get().learner == other_student


def test_first_answers_stay_as_counts(given_quiz, student, head, region):
    answer_quiz(given_quiz, student)
    erase_learner(learner=student, actor=head, reason=REASON)
    assert not Attempt.objects.exists()
    assert set(ItemTally.objects.filter(region=region).values_list("answered", "right")) == {(1, 1)}


def test_the_log_says_who_removed_how_much_and_why(given_quiz, student, head):
    answer_quiz(given_quiz, student)
    erase_learner(learner=student, actor=head, reason=REASON)
    entry = AuditEntry.objects.get(action="person.erase")
    assert (entry.actor_id, entry.scope_id, entry.reason) == (head.pk, student.public_id, REASON)
    assert entry.details == {"attempts": 1, "progress": 0, "places": 1}


def test_who_does_not_answer_for_all_of_the_students_schools_is_refused(
    student, head, teacher, coordinator, site_admin
):
    EnrolmentFactory(cohort=CohortFactory(institution=InstitutionFactory()), learner=student)
    for actor in (head, teacher, coordinator):
        with pytest.raises(ErasureRefused, match="elsewhere"):
            erase_learner(learner=student, actor=actor, reason=REASON)
    assert erase_learner(learner=student, actor=site_admin, reason=REASON).places == 2


@pytest.mark.parametrize(("reason", "code"), [("  ", "no_reason"), ("olena and her mother asked", "names_the_person")])
def test_a_reason_is_needed_and_may_not_name_the_student(student, head, reason, code):
    with pytest.raises(ErasureRefused, match=code):
        erase_learner(learner=student, actor=head, reason=reason)
    assert User.objects.filter(pk=student.pk).exists()
    assert not AuditEntry.objects.filter(action="person.erase").exists()


def test_twice_is_refused_and_changes_nothing(given_quiz, student, site_admin):
    answer_quiz(given_quiz, student)
    erase_learner(learner=student, actor=None, reason=REASON)
    tallies = list(ItemTally.objects.values())
    student.pk = student.pk or 10**6
    with pytest.raises(ErasureRefused, match="gone"):
        erase_learner(learner=student, actor=None, reason=REASON)
    assert list(ItemTally.objects.values()) == tallies


def test_a_waiting_job_of_the_student_is_cancelled(student, head):
    job = Job.objects.create(kind="planted", owner_id=student.pk, unique_key=f"x#{student.public_id}")
    erase_learner(learner=student, actor=head, reason=REASON)
    job.refresh_from_db()
    assert (job.status, job.owner_id, job.unique_key, job.payload) == ("cancelled", None, None, {})


def test_a_request_for_the_seat_and_a_waiting_list_go_too(student, enrolment, cohort, head, teacher):
    JoinRequest.objects.create(cohort=cohort, seat_number=enrolment.seat_number, device_hash="d")
    other = JoinRequest.objects.create(cohort=cohort, seat_number=30, device_hash="e")
    RosterUpload.objects.create(user=teacher, institution=cohort.institution, content={})
    erase_learner(learner=student, actor=head, reason=REASON)
    assert list(JoinRequest.objects.all()) == [other]
    assert not RosterUpload.objects.exists()


# --- Staff -----------------------------------------------------------------------------------------------------------
def test_a_teacher_goes_and_what_they_gave_stays_without_them(given_lesson, teacher, site_tree, cohort):
    site_tree.home.owner = teacher
    site_tree.home.save()
    contact = HelpContact.objects.first() or HelpContact.objects.create(
        country="UA", kind="children", number="116 000", names={"en": "Line"}, organisation="O", source="S"
    )
    HelpContact.objects.filter(pk=contact.pk).update(verified_by=teacher)
    pk, public_id, name = teacher.pk, teacher.public_id, teacher.username
    erase_staff(user=teacher, actor=None, reason="Left and asked")
    assert not User.objects.filter(pk=pk).exists()
    assert not Membership.objects.filter(user=pk).exists()
    assert not CohortStaff.objects.exists()
    assert LessonAssignment.objects.get().assigned_by_id is None
    assert given_lesson.quiz_assignment.__class__.objects.get().assigned_by_id is None
    site_tree.home.refresh_from_db()
    contact.refresh_from_db()
    assert (site_tree.home.owner, contact.verified_by) == (None, None)
    assert cohort.__class__.objects.filter(pk=cohort.pk).exists()
    assert traces({name, "The teacher"}) == {}
    assert traces({public_id}).keys() == {"audit_auditentry"}


def test_the_last_site_admin_stays(site_admin, member):
    with pytest.raises(ErasureRefused, match="last_admin"):
        erase_staff(user=site_admin, actor=None, reason="Asked")
    member(Role.SITE_ADMIN)
    erase_staff(user=site_admin, actor=None, reason="Asked")
    assert not User.objects.filter(pk=site_admin.pk).exists()


def test_each_kind_of_person_has_a_service_of_its_own(student, teacher):
    with pytest.raises(ErasureRefused, match="not_a_student"):
        erase_learner(learner=teacher, actor=None, reason=REASON)
    with pytest.raises(ErasureRefused, match="not_staff"):
        erase_staff(user=student, actor=None, reason=REASON)
