"""What the page for students says is what the software does: each sentence stands beside the test that holds it."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.apps import apps
from django.test import Client
from django.utils import timezone

from accounts.models import User
from institutions.enums import Role
from institutions.models import Cohort
from operations.services import run_retention
from tests.answering import answer_quiz
from tests.factories import CohortFactory, CohortStaffFactory
from tests.fresh_rows import all_rows
from tests.signing_in import sign_in

pytestmark = pytest.mark.django_db

CLAIMS = {
    "which lessons you have opened and finished, and your answers and points.",
    "Everybody who teaches your class sees the same.",
    "Teachers of other classes do not.",
    "The head of your school only sees how many students a class has.",
    "that you opened Help, that you left a page, or that you skipped a part.",
    "We do not write it down.",
    "We do not know your family name, your birthday, your address or your phone number.",
    "Other students never see your answers.",
    "numbers for large groups, never for one class or one student.",
    "60 days after your class ends, your name and your answers are deleted.",
    "If you want it sooner, or want a copy of everything, ask your teacher.",
    "The head of your school can do it.",
    "You need not say why.",
}
LONGEST_SENTENCE = 21


def sentences(client):
    """Return what the four lines say, sentence by sentence."""
    page = unescape(client.get("/my/privacy/", {"lang": "en"}).text)
    lines = re.findall(r"<dd>(.*?)</dd>", page, re.DOTALL)
    return {sentence for line in lines for sentence in re.split(r"(?<=\.) ", " ".join(line.split()))}


@pytest.fixture
def answered(given_quiz, student):
    answer_quiz(given_quiz, student)
    return given_quiz


def test_every_sentence_of_the_page_is_held_by_a_test_below(client):
    assert sentences(client) == CLAIMS


def test_the_sentences_are_short(client):
    assert [sentence for sentence in sentences(client) if len(sentence.split()) > LONGEST_SENTENCE] == []


def test_whoever_teaches_the_class_sees_the_answers(teacher, co_teacher, answered, student):
    tables = [sign_in(Client(), person).get(f"/t/q/{answered.public_id}/").text for person in (teacher, co_teacher)]
    assert all(student.display_name in table for table in tables)


def test_who_teaches_another_class_does_not(client, member, cohort, answered, enrolment):
    other = member(Role.TEACHER, institution=cohort.institution)
    CohortStaffFactory(cohort=CohortFactory(institution=cohort.institution), member=other)
    sign_in(client, other.user)
    for url in (f"/t/q/{answered.public_id}/", f"/t/s/{enrolment.public_id}/", f"/t/c/{cohort.public_id}/"):
        assert client.get(url).status_code == 404


def test_the_head_sees_the_number_of_students(client, head, school, student, answered):
    page = sign_in(client, head).get(f"/t/institution/{school.public_id}/").text
    assert "1 student" in page
    assert student.display_name not in page
    assert client.get(f"/t/q/{answered.public_id}/").status_code == 404


def test_help_and_leaving_are_not_written_down(client, student):
    sign_in(client, student)
    before = all_rows()
    client.get("/help/")
    client.get("/help/safe/")
    assert all_rows() == before
    client.get("/exit")
    after = all_rows()
    # The sign-in ends; nothing else changes.
    assert {table for table in before | after if before.get(table) != after.get(table)} <= {"django_session"}


def test_there_is_no_column_for_what_we_say_we_do_not_know(student):
    user = apps.get_model("accounts.User")
    names = {field.name for field in user._meta.local_fields}
    assert not names & {"birthday", "birth_date", "address", "phone", "surname"}
    assert "learner_holds_no_contact" in {constraint.name for constraint in user._meta.constraints}


def test_other_students_see_nobodys_answers(client, other_student, answered, student):
    sign_in(client, other_student)
    attempt = student.attempts.get()
    for url in ("/my/", f"/my/q/{attempt.public_id}/check/", f"/my/q/{attempt.public_id}/done/"):
        assert student.display_name not in client.get(url).text
        assert url == "/my/" or client.get(url).status_code == 404


def test_name_and_answers_are_deleted_after_sixty_days(answered, student, cohort):
    today = timezone.localdate()
    Cohort.objects.filter(pk=cohort.pk).update(starts_on=today - timedelta(days=90), ends_on=today - timedelta(days=61))
    run_retention()
    assert not User.objects.filter(pk=student.pk).exists()


def test_the_teacher_knows_whom_to_ask_and_the_head_can_do_it(teacher, head, enrolment):
    assert "tell the head" in sign_in(Client(), teacher).get(f"/t/s/{enrolment.public_id}/").text
    page = sign_in(Client(), head).get(f"/t/person/{enrolment.public_id}/").text
    assert "Download the copy" in page
    assert "Delete everything" in page


@pytest.mark.parametrize("role", [Role.ANALYST, Role.COORDINATOR])
def test_who_reads_figures_for_others_reads_no_class(client, member, answered, enrolment, role):
    sign_in(client, member(role).user)
    for url in (f"/t/q/{answered.public_id}/", f"/t/s/{enrolment.public_id}/", f"/t/person/{enrolment.public_id}/"):
        assert client.get(url).status_code == 404
