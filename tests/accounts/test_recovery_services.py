"""Two colleagues give somebody a new start after a lost second factor."""

from datetime import timedelta

import pytest
from allauth.mfa.models import Authenticator
from django.db import IntegrityError, transaction
from django.utils import timezone

from accounts import services
from accounts.models import SecondFactorRecovery, User
from audit.models import AuditEntry
from tests.factories import StaffFactory


@pytest.fixture
def second(db):
    return StaffFactory()


@pytest.fixture
def recovery(staff, actor):
    return services.request_recovery(user=staff, actor=actor)


@pytest.fixture
def code(recovery, second):
    return services.confirm_recovery(recovery=recovery, actor=second)


def other(code):
    return f"{(int(code) + 1) % 10**12:012}"


@pytest.mark.usefixtures("app_secret")
def test_two_colleagues_and_the_code_take_the_lost_factor_away(staff, code):
    before = staff.session_epoch
    assert services.use_recovery(user=staff, code=f"{code[:4]} {code[4:]}") is True
    assert not Authenticator.objects.filter(user=staff).exists()
    assert staff.session_epoch == before + 1
    actions = AuditEntry.objects.filter(action__startswith="second_factor").order_by("pk")
    assert [entry.action for entry in actions] == [
        "second_factor.ask",
        "second_factor.confirm",
        "second_factor.restore",
    ]


def test_a_code_works_once(staff, code):
    assert services.use_recovery(user=staff, code=code) is True
    assert services.use_recovery(user=staff, code=code) is False


def test_only_a_hash_of_the_code_is_stored(recovery, code):
    assert code not in repr(SecondFactorRecovery.objects.values())


def test_asking_twice_gives_the_request_that_waits(staff, actor, second, recovery):
    assert services.request_recovery(user=staff, actor=actor) == recovery
    assert services.request_recovery(user=staff, actor=second) == recovery
    assert SecondFactorRecovery.objects.count() == 1


def test_nobody_asks_for_themselves_for_a_learner_or_without_an_account(staff, learner, actor):
    for user, asker in ((staff, staff), (learner, actor), (staff, learner)):
        with pytest.raises(services.RecoveryRefused):
            services.request_recovery(user=user, actor=asker)
    services.deactivate(user=actor, actor=None)
    actor.refresh_from_db()
    with pytest.raises(services.RecoveryRefused):
        services.request_recovery(user=staff, actor=actor)


def test_whoever_asked_and_whoever_is_concerned_cannot_confirm(recovery, actor, staff, learner):
    for somebody in (actor, staff, learner):
        with pytest.raises(services.RecoveryRefused):
            services.confirm_recovery(recovery=recovery, actor=somebody)


def test_the_table_itself_refuses_one_person_in_two_parts(recovery, actor, staff):
    for values in ({"confirmed_by": actor}, {"confirmed_by": staff}, {"requested_by": staff}):
        with pytest.raises(IntegrityError), transaction.atomic():
            SecondFactorRecovery.objects.filter(pk=recovery.pk).update(**values)


def test_a_request_is_confirmed_once_because_the_code_is_shown_once(recovery, code):
    with pytest.raises(services.RecoveryRefused):
        services.confirm_recovery(recovery=recovery, actor=StaffFactory())


def test_a_lapsed_request_and_one_of_somebody_who_left_are_not_confirmed(recovery, actor, second):
    SecondFactorRecovery.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    with pytest.raises(services.RecoveryRefused):
        services.confirm_recovery(recovery=recovery, actor=second)
    SecondFactorRecovery.objects.update(expires_at=timezone.now() + timedelta(days=1))
    services.deactivate(user=actor, actor=None)
    with pytest.raises(services.RecoveryRefused):
        services.confirm_recovery(recovery=recovery, actor=second)


def test_five_wrong_codes_spend_the_right_one(staff, code):
    assert not any(services.use_recovery(user=staff, code=other(code)) for _ in range(5))
    assert services.use_recovery(user=staff, code=code) is False


def test_a_code_lapses_after_a_day_and_with_the_account(staff, code):
    SecondFactorRecovery.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert services.use_recovery(user=staff, code=code) is False


def test_a_newer_code_replaces_the_older_one(staff, actor, second, code):
    newer = services.request_recovery(user=staff, actor=second)
    newer_code = services.confirm_recovery(recovery=newer, actor=actor)
    assert services.use_recovery(user=staff, code=code) is False
    assert services.use_recovery(user=staff, code=newer_code) is True


def test_a_code_of_one_person_does_not_open_another_account(staff, code):
    assert services.use_recovery(user=StaffFactory(), code=code) is False
    assert User.objects.get(pk=staff.pk).session_epoch == staff.session_epoch


def test_closing_the_account_closes_its_recovery(staff, code):
    services.deactivate(user=staff, actor=None)
    assert services.use_recovery(user=staff, code=code) is False


def test_old_recoveries_are_deleted(recovery):
    assert services.delete_expired(now=timezone.now() + timedelta(days=32)) == 0
    assert services.delete_expired(now=timezone.now() + timedelta(days=34)) == 1
