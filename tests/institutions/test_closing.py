"""An institution that ended: nobody gets in, classes end, cards die; another person may open it again for a month."""

from datetime import timedelta

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from accounts.models import LoginCard
from accounts.services import issue_cards
from audit.models import AuditEntry
from institutions import services
from institutions.enums import Role
from institutions.models import Cohort, Institution, Membership
from institutions.permissions import can_invite, institutions_to_import, institutions_to_teach
from institutions.permissions.scopes import Scope
from institutions.services import ReopeningRefused, close_institution, reopen_institution


@pytest.fixture
def close(school, site_admin):
    return lambda: close_institution(institution=school, actor=site_admin, reason="merged with school No. 4")


@pytest.fixture
def reopen(school, coordinator):
    return lambda actor=coordinator: reopen_institution(institution=school, actor=actor)


@pytest.fixture
def pupil(student, enrolment, teacher):
    """A student of the class with a card."""
    issue_cards(learners=[student], actor=teacher, pin_required=False)
    student.refresh_from_db()
    return student


def test_closing_ends_roles_classes_cards_and_sign_ins(close, teacher, pupil, enrolment, head):
    school = enrolment.cohort.institution
    epochs = teacher.session_epoch, pupil.session_epoch
    invited = services.invite(display_name="N", role=Role.TEACHER, scope=Scope(institution=school), actor=head)
    assert close() is True
    for person in (teacher, pupil):
        person.refresh_from_db()
    assert (teacher.is_active, pupil.is_active) == (False, True)
    assert (teacher.session_epoch, pupil.session_epoch) == (epochs[0] + 1, epochs[1] + 1)
    assert not Membership.objects.current().filter(institution=school).exists()
    # The sixty days of the students' data are counted from now.
    assert Cohort.objects.get(pk=enrolment.cohort_id).ends_on == timezone.localdate()
    assert not LoginCard.objects.usable().filter(user=pupil).exists()
    invited.invitation.refresh_from_db()
    assert invited.invitation.withdrawn_at is not None
    entry = AuditEntry.objects.get(action="institution.close")
    assert (entry.scope_id, entry.reason, entry.count) == (school.public_id, "merged with school No. 4", 1)


def test_closing_twice_is_once(close):
    assert [close(), close()] == [True, False]
    assert AuditEntry.objects.filter(action="institution.close").count() == 1


def test_whoever_works_or_learns_elsewhere_too_keeps_that(close, boarding_school, teacher, pupil):
    Membership.objects.create(user=teacher, role=Role.TEACHER, institution=boarding_school)
    other = Cohort.objects.create(
        institution=boarding_school, name="Other", ends_on=timezone.localdate() + timedelta(days=9)
    )
    other.enrolments.create(learner=pupil, seat_number=1)
    close()
    teacher.refresh_from_db()
    assert teacher.is_active
    assert LoginCard.objects.usable().filter(user=pupil).exists()
    other.refresh_from_db()
    assert other.ends_on > timezone.localdate()


def test_nothing_new_begins_in_a_closed_institution(close, school, site_admin, trainer):
    Membership.objects.create(user=trainer, role=Role.TEACHER, is_installation_wide=True)
    close()
    closed = Institution.objects.get(pk=school.pk)
    with pytest.raises(services.CohortRefused, match="closed"):
        services.create_cohort(institution=closed, name="8-B", language="en", ends_on=timezone.localdate(), actor=None)
    assert closed not in institutions_to_teach(trainer, "class")
    assert closed not in institutions_to_import(trainer)
    assert not can_invite(site_admin, Role.TEACHER, Scope(institution=closed))


def test_another_person_opens_it_again_as_it_was(close, reopen, teacher, pupil, site_admin):
    enrolment = pupil.enrolments.get()
    last_day, school = enrolment.cohort.ends_on, enrolment.cohort.institution
    left = Membership.objects.create(
        user=site_admin, role=Role.TEACHER, institution=school, ends_on=timezone.localdate()
    )
    close()
    with pytest.raises(ReopeningRefused, match="same_person"):
        reopen(site_admin)
    assert [reopen(), reopen()] == [True, False]
    teacher.refresh_from_db()
    assert teacher.is_active
    assert list(Cohort.objects.taught_by(teacher)) == [enrolment.cohort]
    assert Cohort.objects.get(pk=enrolment.cohort_id).ends_on == last_day
    # What had ended the same day for a reason of its own stays ended, and cards are printed anew.
    left.refresh_from_db()
    assert left.ends_on == timezone.localdate()
    assert not LoginCard.objects.usable().filter(user=pupil).exists()
    assert Institution.objects.get(pk=school.pk).closing is None


def test_after_thirty_days_it_stays_closed(close, reopen, school):
    close()
    Institution.objects.filter(pk=school.pk).update(closed_on=timezone.localdate() - timedelta(days=31))
    with pytest.raises(ReopeningRefused, match="too_late"):
        reopen()


def test_the_screen_asks_for_a_reason_and_strangers_find_nothing(sign_in, school, site_admin, coordinator, head):
    url = reverse("institution_close", args=[school.public_id])
    assert sign_in(Client(), head).get(url).status_code == 404
    browser = sign_in(Client(), site_admin)
    assert "Everybody who works only here" in browser.get(url).content.decode()
    assert browser.post(url, {"reason": ""}).status_code == 422
    assert browser.post(url, {"reason": "merged", "is_sure": "on"}).headers["Location"] == reverse("places")
    again = reverse("institution_reopen", args=[school.public_id])
    assert again in browser.get(reverse("places")).content.decode()
    assert browser.get(url).status_code == 404
    assert "You closed it yourself" in browser.post(again, follow=True).content.decode()
    assert "is open again" in sign_in(Client(), coordinator).post(again, follow=True).content.decode()
