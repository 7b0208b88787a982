"""A printed code makes one account with one role, once, within two weeks; guessing it is hopeless."""

from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.utils import timezone

from accounts.models import User
from audit.models import AuditEntry
from institutions import services
from institutions.enums import Role
from institutions.models import CODES_LAST, Invitation
from institutions.permissions import Scope

pytestmark = pytest.mark.django_db

PASSWORD = "four words that fit nowhere"


def invite(school, actor, role=Role.TEACHER, name="Ірина Коваль"):
    return services.invite(display_name=name, role=role, scope=Scope(institution=school), actor=actor)


def accept(invitation, username="iryna"):
    return services.accept_invitation(invitation=invitation, username=username, password=PASSWORD)


def other_code(code):
    return f"{code[:-1]}{(int(code[-1]) + 1) % 10}"


def test_the_code_makes_an_account_with_the_role(school, head):
    made = invite(school, head)
    assert [len(group) for group in made.code.split()] == [4, 4, 4]
    found = services.find_invitation(text=f" {made.code.replace(' ', '-')} ")
    user = accept(found)
    role = user.memberships.get()
    assert (role.role, role.institution, user.display_name) == (Role.TEACHER, school, "Ірина Коваль")
    assert user.check_password(PASSWORD)
    assert not user.is_superuser
    accepted = Invitation.objects.get()
    assert (accepted.accepted_by, bool(accepted.accepted_at)) == (user, True)


def test_neither_code_nor_name_is_stored_or_logged(school, head):
    made = invite(school, head)
    assert made.code not in repr(made)
    row = Invitation.objects.values().get()
    assert made.code.replace(" ", "") not in str(row)
    assert "Ірина" not in str(list(AuditEntry.objects.values()))


def test_twice_is_refused(school, head):
    made = invite(school, head)
    accept(made.invitation)
    with pytest.raises(services.InvitationRefused):
        accept(made.invitation, username="second")
    with pytest.raises(services.InvitationRefused):
        services.find_invitation(text=made.code)
    assert not User.objects.filter(username="second").exists()


def test_it_lapses_after_two_weeks(school, head):
    made = invite(school, head)
    Invitation.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    with pytest.raises(services.InvitationRefused):
        services.find_invitation(text=made.code)
    assert timedelta(days=14) == CODES_LAST


def test_it_can_be_withdrawn_once(school, head):
    made = invite(school, head)
    assert services.withdraw_invitation(invitation=made.invitation, actor=head)
    assert not services.withdraw_invitation(invitation=made.invitation, actor=head)
    with pytest.raises(services.InvitationRefused):
        services.find_invitation(text=made.code)


def test_it_does_not_outlive_its_authors_role(school, head, coordinator):
    made = invite(school, head)
    services.end_role(membership=head.memberships.get(), actor=coordinator)
    with pytest.raises(services.InvitationRefused):
        accept(services.find_invitation(text=made.code))


@pytest.mark.parametrize("who", ["teacher", "head"])
def test_nobody_invites_beyond_what_they_answer_for(request, school, who):
    with pytest.raises(PermissionDenied):
        invite(school, request.getfixturevalue(who), role=Role.HEAD)
    assert not Invitation.objects.exists()


def test_five_guesses_are_admitted_and_then_not_even_the_right_one(school, head):
    made = invite(school, head)
    for _guess in range(5):
        with pytest.raises(services.InvitationRefused):
            services.find_invitation(text=other_code(made.code))
    with pytest.raises(services.InvitationRefused):
        services.find_invitation(text=made.code)


def test_guessing_one_invitation_does_not_stop_another(school, head):
    first, second = invite(school, head), invite(school, head)
    while first.code[:4] == second.code[:4]:
        second = invite(school, head)
    for _guess in range(5):
        with pytest.raises(services.InvitationRefused):
            services.find_invitation(text=other_code(first.code))
    assert services.find_invitation(text=second.code) == second.invitation


def test_the_right_code_forgets_the_slips_before_it(school, head):
    made = invite(school, head)
    for _round in range(3):
        for _guess in range(4):
            with pytest.raises(services.InvitationRefused):
                services.find_invitation(text=other_code(made.code))
        assert services.find_invitation(text=made.code) == made.invitation
