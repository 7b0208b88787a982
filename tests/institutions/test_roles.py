"""Roles are given within limits, bring their CMS group, and end at once: works, refused, twice."""

import pytest
from django.contrib.auth.models import Group
from django.core.exceptions import PermissionDenied

from accounts.models import User
from audit.models import AuditEntry
from institutions import services
from institutions.enums import ROLE_GROUPS, Role
from institutions.models import CohortStaff, Membership
from institutions.permissions import Scope, can_teach
from tests.factories import StaffFactory

pytestmark = pytest.mark.django_db


def grant(user, role, scope, actor):
    return services.grant_role(user=user, role=role, scope=scope, actor=actor)


def groups(user):
    return set(user.groups.values_list("name", flat=True))


@pytest.fixture(autouse=True)
def _groups(db):
    for name in ROLE_GROUPS.values():
        Group.objects.get_or_create(name=name)


def test_a_role_is_given_once_and_logged_once(school, coordinator):
    person = StaffFactory()
    first = grant(person, Role.TEACHER, Scope(institution=school), coordinator)
    assert grant(person, Role.TEACHER, Scope(institution=school), coordinator) == first
    entry = AuditEntry.objects.get(action="role.grant")
    assert (entry.actor_id, entry.details["role"]) == (coordinator.pk, "teacher")


def test_a_role_is_not_given_to_oneself_a_student_or_beyond_ones_own(school, head, student, teacher):
    for user, role, actor in (
        (head, Role.TEACHER, head),
        (student, Role.TEACHER, head),
        (teacher, Role.COORDINATOR, head),
        (head, Role.TEACHER, teacher),
    ):
        with pytest.raises(PermissionDenied):
            grant(user, role, Scope(institution=school), actor)
    assert not AuditEntry.objects.filter(action="role.grant").exists()


def test_the_platform_itself_gives_the_first_role(db):
    person = StaffFactory()
    assert grant(person, Role.SITE_ADMIN, Scope(), None).is_installation_wide


def test_cms_groups_follow_the_roles(site_admin):
    person = StaffFactory()
    stays = Group.objects.create(name="Made by hand")
    person.groups.add(stays)
    writing = grant(person, Role.AUTHOR, Scope(), site_admin)
    grant(person, Role.LANGUAGE_REVIEWER, Scope(), site_admin)
    assert groups(person) == {"Made by hand", "Authors", "Language reviewers"}
    services.end_role(membership=writing, actor=site_admin)
    assert groups(person) == {"Made by hand", "Language reviewers"}


def test_groups_that_do_not_exist_are_skipped(site_admin):
    Group.objects.filter(name="Authors").delete()
    person = StaffFactory()
    grant(person, Role.AUTHOR, Scope(), site_admin)
    assert groups(person) == set()


def test_an_ended_role_ends_its_classes_its_sessions_and_the_account(client, sign_in, cohort, teacher, head):
    sign_in(client, teacher)
    assert client.get(f"/t/c/{cohort.public_id}/students/").status_code == 200
    membership = Membership.objects.get(user=teacher)
    assert services.end_role(membership=membership, actor=head, reason="Moved away")
    assert not services.end_role(membership=membership, actor=head)
    assert not can_teach(teacher, cohort)
    assert CohortStaff.objects.get(member=membership).ended_on
    assert not User.objects.get(pk=teacher.pk).is_active
    assert client.get(f"/t/c/{cohort.public_id}/students/").status_code == 302
    entry = AuditEntry.objects.get(action="role.end")
    assert (entry.reason, entry.actor_id) == ("Moved away", head.pk)


def test_with_another_role_the_account_stays_but_every_session_ends(client, sign_in, teacher, head, training_group):
    Membership.objects.create(user=teacher, role=Role.TRAINER, institution=training_group.institution)
    sign_in(client, teacher)
    services.end_role(membership=teacher.memberships.get(role=Role.TEACHER), actor=head)
    assert User.objects.get(pk=teacher.pk).is_active
    assert client.get("/t/").status_code == 302


def test_one_may_leave_by_oneself_and_nobody_else_may_do_it_for_one(school, teacher, co_teacher, cohort):
    with pytest.raises(PermissionDenied):
        services.leave_institution(user=teacher, institution=school, actor=co_teacher)
    assert services.leave_institution(user=teacher, institution=school, actor=teacher) == 1
    assert services.leave_institution(user=teacher, institution=school, actor=teacher) == 0
    assert not User.objects.get(pk=teacher.pk).is_active
    assert can_teach(co_teacher, cohort)


def test_the_last_site_administrator_stays(site_admin, member):
    second = member(Role.SITE_ADMIN)
    services.end_role(membership=second, actor=site_admin)
    third = member(Role.SITE_ADMIN)
    services.end_role(membership=site_admin.memberships.get(), actor=third.user)
    fourth = StaffFactory()
    Membership.objects.create(user=fourth, role=Role.COORDINATOR, is_installation_wide=True)
    with pytest.raises(PermissionDenied):
        services.end_role(membership=third, actor=third.user)
    assert Membership.objects.current().filter(role=Role.SITE_ADMIN).count() == 1


def test_the_last_administrator_cannot_be_ended_by_one_who_is_ended_too(site_admin, member, monkeypatch):
    second = member(Role.SITE_ADMIN)
    monkeypatch.setattr("institutions.services.roles.can_end_role", lambda actor, membership: True)
    services.end_role(membership=second, actor=site_admin)
    with pytest.raises(services.LastAdministrator):
        services.end_role(membership=site_admin.memberships.get(), actor=second.user)
