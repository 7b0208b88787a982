"""Inviting, ending roles, restoring a second factor, an institution's rules: each for whoever answers for it."""

import re

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from accounts.models import SecondFactorRecovery, User
from audit.models import AuditEntry
from institutions import services
from institutions.enums import Role
from institutions.models import CohortStaff, Invitation, Membership
from institutions.permissions import Scope, can_teach
from tests.factories import CohortFactory, CohortStaffFactory, EnrolmentFactory, MembershipFactory

pytestmark = pytest.mark.django_db

PASSWORD = "four words that fit nowhere"
CODE = re.compile(r"\d{4} \d{4} \d{4}")


def text(response):
    return response.content.decode()


@pytest.fixture
def by(sign_in):
    """Sign somebody in, in a browser of their own: ``by(head)``."""
    return lambda user: sign_in(Client(), user)


def invite(browser, school, role="teacher"):
    form = {"display_name": "Ірина К.", "role": role, "place": school.public_id}
    return browser.post(reverse("colleague_invite"), form)


# --- Inviting ----------------------------------------------------------------------------------------------------
def test_from_the_printed_code_to_the_second_factor(by, head, school, stranger):
    made = invite(by(head), school)
    assert made.status_code == 200
    assert made.headers["Cache-Control"] == "no-store"
    code = CODE.search(text(made))[0]
    entered = stranger.post(reverse("invitation"), {"code": code})
    assert entered.headers["Location"] == reverse("invitation_account")
    assert "Ірина К." in text(stranger.get(entered.headers["Location"]))
    form = {"username": "iryna", "password": PASSWORD}
    done = stranger.post(entered.headers["Location"], form)
    assert done.headers["Location"] == reverse("staff_second_factor")
    user = User.objects.get(username="iryna")
    assert user.memberships.get().institution == school
    # The password alone opens nothing.
    for page in ("/t/", reverse("colleagues"), reverse("class_new")):
        assert stranger.get(page).headers["Location"] == reverse("staff_second_factor")
    assert Client().post(reverse("invitation"), {"code": code}).status_code == 422


def test_a_weak_password_and_a_taken_name_are_said_beside_their_fields(by, head, school, stranger):
    code = CODE.search(text(invite(by(head), school)))[0]
    stranger.post(reverse("invitation"), {"code": code})
    url = reverse("invitation_account")
    for form in (
        {"username": "iryna", "password": "password"},
        {"username": head.username.upper(), "password": PASSWORD},
    ):
        response = stranger.post(url, form)
        assert response.status_code == 422
        assert "error-summary" in text(response)
        assert f'value="{form["password"]}"' not in text(response)
    assert not Invitation.objects.get().accepted_at


def test_without_the_code_nobody_gets_to_the_account_form(stranger):
    assert stranger.get(reverse("invitation_account")).headers["Location"] == reverse("invitation")
    assert stranger.post(reverse("invitation_account"), {"username": "eve", "password": PASSWORD}).status_code == 302
    assert not User.objects.filter(username="eve").exists()


def test_a_wrong_code_says_the_same_whatever_is_wrong(by, head, school, stranger):
    code = CODE.search(text(invite(by(head), school)))[0]
    wrong = f"{code[:-1]}{(int(code[-1]) + 1) % 10}"
    answers = set()
    for typed in (wrong, "9999 9999 9999", "12", wrong, wrong, wrong, wrong, code):
        response = stranger.post(reverse("invitation"), {"code": typed})
        assert response.status_code == 422
        answers.add(re.search(r"This code opens nothing[^<]*", text(response))[0])
    assert len(answers) == 1


def test_a_role_that_does_not_fit_the_place_is_refused(by, site_admin, school):
    response = invite(by(site_admin), school, role="author")
    assert response.status_code == 422
    assert "This role cannot be given for this place." in text(response)
    assert not Invitation.objects.exists()


def test_a_place_outside_ones_own_scope_is_not_even_offered(by, head, school):
    foreign = MembershipFactory().institution
    browser = by(head)
    assert foreign.name not in text(browser.get(reverse("colleague_invite")))
    assert invite(browser, foreign).status_code == 422
    assert invite(browser, school, role="head").status_code == 422
    assert not Invitation.objects.exists()


@pytest.mark.parametrize("who", ["teacher", "trainer", "author", "safeguarding_lead", "student"])
def test_who_answers_for_nobody_invites_nobody(request, by, school, who):
    browser = by(request.getfixturevalue(who))
    assert browser.get(reverse("colleague_invite")).status_code == 404
    assert invite(browser, school).status_code == 404
    assert not Invitation.objects.exists()


def test_an_invitation_is_withdrawn_by_whoever_could_have_written_it(by, head, teacher, coordinator, school):
    made = services.invite(display_name="A", role="teacher", scope=Scope(institution=school), actor=head)
    url = reverse("invitation_withdraw", args=[made.invitation.public_id])
    other_head = MembershipFactory(role=Role.HEAD).user
    for stranger in (teacher, other_head):
        assert by(stranger).post(url).status_code == 404
    assert by(coordinator).post(url).status_code == 303
    assert not Invitation.objects.standing().exists()


# --- Colleagues --------------------------------------------------------------------------------------------------
def test_a_teacher_sees_the_colleagues_of_the_institution_and_nobody_else(by, teacher, co_teacher, trainer, student):
    foreign = MembershipFactory().user
    co_teacher.display_name = "Co Colleague"
    co_teacher.save()
    page = text(by(teacher).get(reverse("colleagues")))
    assert "Co Colleague" in page
    assert foreign.display_name not in page
    assert student.display_name not in page
    assert reverse("colleague_invite") not in page
    for other in (foreign, trainer, student):
        assert by(teacher).get(reverse("colleague", args=[other.public_id])).status_code == 404


def test_a_head_ends_a_teachers_role_and_gives_no_other(by, head, teacher, cohort):
    browser = by(head)
    page = text(browser.get(reverse("colleague", args=[teacher.public_id])))
    assert "End this role" in page
    membership = teacher.memberships.get()
    url = reverse("role_end", args=[membership.public_id])
    assert by(teacher).post(url).status_code == 404
    assert browser.post(url, {"reason": "Left"}).status_code == 303
    assert browser.post(url).status_code == 404
    assert not can_teach(teacher, cohort)
    assert AuditEntry.objects.get(action="role.end").reason == "Left"


def test_another_role_is_given_on_the_colleagues_page(by, coordinator, teacher, school, centre):
    url = reverse("colleague", args=[teacher.public_id])
    form = {"role": "head", "place": school.public_id}
    assert by(coordinator).post(url, form).status_code == 303
    assert Membership.objects.current().filter(user=teacher, role="head", institution=school).exists()
    assert by(coordinator).post(url, {"role": "head", "place": centre.public_id}).status_code == 422
    assert by(teacher).post(url, form).status_code == 404


def test_the_last_administrator_is_not_ended(by, site_admin, member):
    second = member(Role.SITE_ADMIN)
    browser = by(site_admin)
    assert browser.post(reverse("role_end", args=[second.public_id])).status_code == 303
    assert browser.post(reverse("role_end", args=[site_admin.memberships.get().public_id])).status_code == 404
    assert Membership.objects.current().filter(role=Role.SITE_ADMIN).count() == 1


def test_leaving_ends_the_sign_in_at_once(by, teacher, school):
    browser = by(teacher)
    assert browser.post(reverse("institution_leave", args=[school.public_id])).headers["Location"] == "/"
    assert browser.get("/t/").status_code == 302
    assert not User.objects.get(pk=teacher.pk).is_active
    foreign = MembershipFactory()
    assert by(foreign.user).post(reverse("institution_leave", args=[school.public_id])).status_code == 404


# --- A lost second factor ----------------------------------------------------------------------------------------
def test_two_colleagues_restore_a_second_factor_and_one_does_not(by, teacher, co_teacher, head):
    url = reverse("colleague_restore", args=[teacher.public_id])
    first = by(co_teacher)
    assert first.post(url).status_code == 303
    assert not CODE.search(text(first.post(url, follow=False)))
    assert "A second colleague has to confirm" in text(first.get(reverse("colleague", args=[teacher.public_id])))
    assert "Waiting for a second colleague" in text(by(head).get(reverse("colleagues")))
    confirmed = by(head).post(url)
    assert CODE.search(text(confirmed))
    assert confirmed.headers["Cache-Control"] == "no-store"
    assert SecondFactorRecovery.objects.get().confirmed_by == head


def test_two_colleagues_restore_a_password_and_the_screen_says_which(by, teacher, co_teacher, head):
    url = reverse("colleague_restore_password", args=[teacher.public_id])
    assert by(co_teacher).post(url).status_code == 303
    assert "Password" in text(by(head).get(reverse("colleagues")))
    page = text(by(head).post(url))
    assert CODE.search(page)
    assert "Forgotten your password?" in page
    assert by(co_teacher).post(reverse("colleague_restore", args=[teacher.public_id])).status_code == 303
    assert SecondFactorRecovery.objects.get().lost == "password"


def test_nobody_vouches_for_themselves_or_for_strangers(by, teacher, trainer, candidate, student):
    for actor, person in ((teacher, teacher), (trainer, teacher), (candidate, trainer), (student, teacher)):
        url = reverse("colleague_restore", args=[person.public_id])
        assert by(actor).post(url).status_code == 404
    assert not SecondFactorRecovery.objects.exists()


# --- An institution ----------------------------------------------------------------------------------------------
def test_a_head_sets_the_rules_and_sees_counts_without_names(by, head, school, enrolment):
    url = reverse("institution", args=[school.public_id])
    browser = by(head)
    page = text(browser.get(url))
    assert enrolment.cohort.name in page
    assert "1 student" in page
    assert "Olena" not in page
    assert browser.post(url, {"pin_required": "on", "language": "ro"}).status_code == 303
    school.refresh_from_db()
    assert (school.pin_required, school.zero_names, school.language) == (True, False, "ro")


def test_the_head_of_a_boarding_institution_cannot_uncheck_the_box(by, boarding_school, member, coordinator):
    url = reverse("institution", args=[boarding_school.public_id])
    browser = by(member(Role.HEAD, institution=boarding_school).user)
    assert "Only a coordinator can let" in text(browser.get(url))
    browser.post(url, {"language": "uk"})
    boarding_school.refresh_from_db()
    assert boarding_school.zero_names
    by(coordinator).post(url, {"language": "uk"})
    boarding_school.refresh_from_db()
    assert not boarding_school.zero_names


@pytest.mark.parametrize("who", ["teacher", "safeguarding_lead", "author", "student"])
def test_only_who_manages_an_institution_sees_its_page(request, by, school, cohort, who):
    browser = by(request.getfixturevalue(who))
    for url in (reverse("institution", args=[school.public_id]), reverse("class_teachers", args=[cohort.public_id])):
        assert browser.get(url).status_code == 404
        assert browser.post(url, {"language": "uk"}).status_code == 404


def test_a_head_says_who_teaches_and_does_not_thereby_see_students(by, head, member, enrolment):
    cohort = enrolment.cohort
    colleague = member(Role.TEACHER, institution=cohort.institution)
    url = reverse("class_teachers", args=[cohort.public_id])
    browser = by(head)
    assert "Nobody teaches this class now" in text(browser.get(url))
    assert browser.post(url, {"member": head.memberships.get().public_id}).status_code == 422
    assert browser.post(url, {"member": colleague.public_id}).status_code == 303
    assert can_teach(colleague.user, cohort)
    assert browser.get(reverse("class_students", args=[cohort.public_id])).status_code == 404
    end = reverse("class_teacher_end", args=[cohort.public_id, colleague.public_id])
    assert by(colleague.user).post(end).status_code == 404
    assert browser.post(end).status_code == 303
    assert browser.post(end).status_code == 404
    assert not can_teach(colleague.user, cohort)


# --- How many queries --------------------------------------------------------------------------------------------
def test_lists_ask_the_database_the_same_for_1_and_3_rows(by, head, coordinator, school):
    browser = by(coordinator)
    browser.get(reverse("class_new"))
    counts = []
    for number in (1, 2):
        for _row in range(number):
            MembershipFactory(institution=school)
            cohort = CohortFactory(institution=school)
            staff = CohortStaffFactory(cohort=cohort)
            EnrolmentFactory(cohort=cohort)
            services.invite(display_name="A", role="teacher", scope=Scope(institution=school), actor=head)
            SecondFactorRecovery.objects.create(
                user=staff.member.user, requested_by=head, expires_at=cohort.ends_on.strftime("%Y-%m-%dT12:00Z")
            )
        seen = {}
        for url in (
            reverse("colleagues"),
            reverse("institution", args=[school.public_id]),
            reverse("class_teachers", args=[cohort.public_id]),
            reverse("colleague", args=[staff.member.user.public_id]),
            reverse("colleague_invite"),
        ):
            with CaptureQueriesContext(connection) as queries:
                assert browser.get(url).status_code == 200
            seen[re.sub(r"\w{10}", "…", url)] = len(queries)
        counts.append(seen)
    assert counts[0] == counts[1]
    assert max(counts[0].values()) <= 15
    assert CohortStaff.objects.count() == 3
