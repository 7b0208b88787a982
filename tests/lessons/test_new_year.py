"""A class in the next school year: who stays, what is not taken along, twice is once."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from accounts.models import User
from audit.models import AuditEntry
from institutions.enums import CohortRole, Role
from institutions.models import Cohort, CohortStaff, Enrolment
from institutions.services import CohortRefused
from lessons.forms.years import next_name, start_of_school_year
from lessons.models import LessonAssignment
from lessons.services.new_year import NewYear, roll_over
from operations.services.retention import run_retention
from tests.answering import answer_quiz
from tests.factories import EnrolmentFactory


@pytest.mark.pure
@pytest.mark.parametrize(
    ("name", "later"), [("8-B", "9-B"), ("10 А", "11 А"), ("Sewing", "Sewing"), ("2026", "2026"), ("", "")]
)
def test_a_name_grows_with_the_class(name, later):
    assert next_name(name) == later


@pytest.mark.pure
def test_a_school_year_begins_in_september_or_the_day_after():
    assert start_of_school_year(date(2026, 6, 30)) == date(2026, 9, 1)
    assert start_of_school_year(date(2026, 11, 23)) == date(2026, 11, 24)


def year(**changes) -> NewYear:
    starts_on = timezone.localdate() + timedelta(days=1)
    said = {"name": "9-B", "grade": "9", "language": "uk", "starts_on": starts_on}
    return NewYear(**said | {"ends_on": starts_on + timedelta(days=300)} | changes)


def ended(cohort: Cohort, days: int) -> None:
    day = timezone.localdate() - timedelta(days=days)
    Cohort.objects.filter(pk=cohort.pk).update(starts_on=day - timedelta(days=100), ends_on=day)


@pytest.mark.django_db
def test_who_stays_goes_along_and_who_leaves_is_forgotten(
    cohort, given_quiz, co_teacher, enrolment, site_tree
):  # fmt: skip
    teacher = CohortStaff.objects.get(role=CohortRole.TEACHER).member.user
    EnrolmentFactory(cohort=cohort, learner__display_name="Taras")
    answer_quiz(given_quiz, enrolment.learner)
    ended(cohort, 20)
    stays = {"stays": [enrolment.public_id], "courses": [site_tree.course]}
    new = [roll_over(cohort=cohort, year=year(), actor=teacher, **stays) for _twice in range(2)]
    assert new[0] == new[1]
    place = Enrolment.objects.get(cohort=new[0])
    assert (place.learner, place.seat_number) == (enrolment.learner, enrolment.seat_number)
    assert set(CohortStaff.objects.filter(cohort=new[0]).values_list("member__user", flat=True)) == {
        teacher.pk, co_teacher.pk,
    }  # fmt: skip
    assert LessonAssignment.objects.filter(cohort=new[0]).count() == 1
    assert AuditEntry.objects.filter(action="roster.carry_over").count() == 1
    ended(cohort, 61)
    assert run_retention().is_complete
    assert list(User.objects.learners()) == [enrolment.learner]
    assert not enrolment.learner.attempts.exists()


@pytest.mark.django_db
def test_the_same_name_needs_another_year(cohort, teacher):
    with pytest.raises(CohortRefused, match="name_taken"):
        roll_over(cohort=cohort, year=year(name=cohort.name), stays=[], courses=[], actor=teacher)
    ended(cohort, 1)
    assert roll_over(cohort=cohort, year=year(name=cohort.name), stays=[], courses=[], actor=teacher) != cohort


@pytest.mark.django_db
def test_the_screen_proposes_the_next_class(client, sign_in, cohort, teacher, enrolment):
    browser, path = sign_in(client, teacher), f"/t/c/{cohort.public_id}/new-year/"
    assert 'value="9-B"' in browser.get(path).content.decode()
    days = {"starts_on": year().starts_on, "ends_on": year().ends_on}
    wrong = browser.post(path, {"name": "9-B", "starts_on": days["ends_on"], "ends_on": days["starts_on"]})
    assert wrong.status_code == 422
    browser.post(path, {"name": "9-B", "stays": [enrolment.public_id], **days})
    assert Cohort.objects.get(name="9-B").enrolments.get().learner == enrolment.learner


@pytest.mark.django_db
def test_a_teacher_of_another_class_takes_nobody_along(client, sign_in, cohort, member):
    outsider = sign_in(client, member(Role.TEACHER, institution=cohort.institution).user)
    assert outsider.post(f"/t/c/{cohort.public_id}/new-year/").status_code == 404
